import type { ThemeConfig } from 'antd';

// Till green on ink and paper: the colours of a shop's counter. Every pair of
// text and ground below is at least 4.5:1.
export const palette = {
  ink: '#12261f',
  inkSoft: '#4a5c54',
  till: '#0d6b50',
  tillDeep: '#0a533e',
  tillPale: '#e3f0ea',
  paper: '#f6f4ee',
  card: '#ffffff',
  line: '#dedbd0',
  amber: '#8a4b08',
  amberPale: '#fdf0d5',
  red: '#b3261e',
  redPale: '#fbe9e7',
  blue: '#1f5f8b',
  bluePale: '#e6f0f7',
} as const;

export const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

/** Whoever asked the system for less motion gets none. */
const still = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

export const theme: ThemeConfig = {
  token: {
    motion: !still,
    colorPrimary: palette.till,
    colorInfo: palette.blue,
    colorSuccess: palette.till,
    colorWarning: palette.amber,
    colorError: palette.red,
    colorLink: palette.till,
    colorSuccessBg: palette.tillPale,
    colorSuccessBorder: '#b9d8cb',
    colorWarningBg: palette.amberPale,
    colorWarningBorder: '#ecc983',
    colorErrorBg: palette.redPale,
    colorErrorBorder: '#eebbb6',
    colorInfoBg: palette.bluePale,
    colorInfoBorder: '#b7d2e4',
    colorTextBase: palette.ink,
    colorTextSecondary: palette.inkSoft,
    colorTextDescription: palette.inkSoft,
    colorTextTertiary: '#5f6f68',
    colorTextPlaceholder: '#6b7a73',
    colorBgLayout: palette.paper,
    colorBorder: '#c9c6ba',
    colorBorderSecondary: palette.line,
    borderRadius: 8,
    fontFamily,
    fontSize: 14,
    controlHeight: 36,
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Table: { headerBg: '#f1efe7', headerColor: palette.inkSoft, rowHoverBg: '#f8f7f2', cellPaddingBlock: 12 },
    Card: { headerFontSize: 15 },
    Steps: { iconSize: 28 },
    Form: { labelColor: palette.ink, verticalLabelPadding: '0 0 4px' },
    Tabs: { titleFontSize: 14, horizontalItemGutter: 24 },
  },
};
