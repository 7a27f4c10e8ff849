import { defineTexts } from '@/i18n';

export const useBillingTexts = defineTexts('billing', {
  title: ['押金', 'Deposits'],
  note: [
    '每笔押金都有自己的单号，只收对公转账，不从刷卡里扣',
    'Each deposit has its own order number and is paid by bank transfer, never by card',
  ],
  number: ['押金单号', 'Deposit order'],
  merchant: ['商户', 'Merchant'],
  amount: ['金额', 'Amount'],
  status: ['状态', 'Status'],
  opened: ['开立', 'Opened'],
  paid: ['到账', 'Paid'],
  none: ['还没有押金单', 'No deposit order yet'],
  howTitle: ['怎样缴纳', 'How to pay'],
  how1: [
    '用结算账户向合同上的押金专户转账，金额一分不差',
    'Transfer the exact amount from your settlement account to the deposit account of the contract',
  ],
  how2: [
    '在附言里填写押金单号，系统凭它自动认款',
    'Put the order number in the remark; the system finds it by that',
  ],
  how3: ['到账后会发短信，并安排装机', 'An SMS follows, and the installation is scheduled'],
  remark: ['附言', 'Remark'],
  bankRef: ['银行流水号', 'Bank reference'],
  held: ['押金是您的钱，退机后按合同退还', 'The deposit stays yours and is returned with the terminal'],
  history: ['经过', 'History'],
  copy: ['复制单号', 'Copy the number'],
  copied: ['已复制', 'Copied'],
});
