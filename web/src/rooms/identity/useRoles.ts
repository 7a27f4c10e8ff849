import { useQuery } from '@tanstack/react-query';
import { get } from '@/api/client';
import { pick, useLanguage } from '@/i18n';

/** The roles by their names; those of the institution's staff as choices. */
export function useRoles() {
  useLanguage();
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => get('/v1/roles'), staleTime: 300_000 });
  const all = roles.data?.items ?? [];
  const name = (code: string) => {
    const role = all.find((r) => r.name === code);
    return role ? pick(role.name_zh, role.name_en) : code;
  };
  const staff = all.filter((r) => !r.shop).map((r) => ({ value: r.name, label: name(r.name) }));
  return { name, staff };
}
