import { defineTexts } from '@/i18n';

export const useIdentityTexts = defineTexts('identity', {
  users: ['用户', 'Users'],
  usersNote: [
    '谁能进来、能做什么；有配置权的人没有动钱权',
    'Who may come in and do what; nobody holds both configuration and money',
  ],
  name: ['姓名', 'Name'],
  login: ['登录名', 'Sign-in name'],
  roles: ['岗位', 'Roles'],
  status: ['状态', 'Status'],
  add: ['添加用户', 'Add a user'],
  password: ['初始密码', 'First password'],
  added: ['已添加', 'Added'],
  needed: ['请填写此项', 'Please fill this in'],
  settings: ['设置', 'Settings'],
  language: ['界面语言', 'Language'],
  sms: ['短信提醒', 'SMS alerts'],
  smsNote: [
    '动账和安全类默认开启；切换本身也会发一条短信',
    'Money and security alerts are on by default; a change sends an SMS itself',
  ],
  saved: ['已保存', 'Saved'],
  locked: ['必须开启', 'always on'],
  passwordTitle: ['修改密码', 'Change the password'],
  old: ['现在的密码', 'Current password'],
  new: ['新密码', 'New password'],
  again: ['再输入一次', 'Once more'],
  differs: ['两次输入不一致', 'The two do not match'],
  hint: [
    '至少 10 位，三类字符，不含姓名、生日、手机号；不能是最近用过的 5 个',
    'At least 10 characters of three kinds, no name, birthday or phone, none of the last five',
  ],
  change: ['修改', 'Change'],
  changed: ['密码已修改', 'Password changed'],
  who: ['我的账号', 'My account'],
});
