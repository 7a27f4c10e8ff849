export interface Session {
  user: string;
  login?: string;
  name: string;
  roles: string[];
  merchant?: string;
  institution: { id: string; code: string; name_zh: string; name_en: string; mode: 'sandbox' | 'live' };
  business_date: string;
  business_time: string;
}

export interface List<T> {
  items: T[];
  next?: string;
}
