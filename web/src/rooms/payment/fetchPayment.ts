import { get } from '@/api/client';
import type { PaymentDetail } from '@/api/types';

// The description leaves out the embedded part of the answer, which is the
// payment as lists show it; PaymentDetail joins the two.
export function fetchPayment(id: string): Promise<PaymentDetail> {
  return get<PaymentDetail>(`/v1/payments/${encodeURIComponent(id)}`);
}
