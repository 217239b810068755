/** One column of a VirtualTable. Its cells are the slot `cell-KEY`, or `text` where there is no slot. */
export type Column<Row> = {
  key: string;
  /** The head's words, translated already. */
  label: string;
  /** The head is for screen readers only, as over a column of buttons. */
  labelHidden?: boolean;
  /** Pixels, fixed. Without it the column takes a share of what is left. */
  width?: number;
  /** The least a sharing column gets, in pixels. */
  min?: number;
  /** Its share of what is left, against the other sharing columns. */
  grow?: number;
  align?: 'start' | 'end';
  sortable?: boolean;
  /** Gone while the table is narrower than this many pixels. A card always shows it. */
  hideBelow?: number;
  text?: (row: Row) => string | number;
  /** Its place on a card: the head line, the top right corner, a labelled line or half of one, or nowhere. */
  card?: 'title' | 'corner' | 'line' | 'half' | 'none';
};

export type Sort = { key: string; direction: 'ascending' | 'descending' };

/** Heights in pixels: of a row, its hairline included, and of the head above rows and above cards. */
export const ROW = 32;
export const HEAD = { rows: 32, cards: 44 };
/** Rough height of a card before it is measured. */
export const CARD = 132;
/** Tables narrower than this are lists of cards. */
export const CARDS_BELOW = 640;
const SELECT = 36;
const MIN = 80;

/** The columns a table of this width has room for. */
export const visibleColumns = <Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] =>
  columns.filter(({ hideBelow = 0 }) => width >= hideBelow);

export type TableLayout = {
  /** For grid-template-columns, the same for head and rows, so that they align. */
  template: string;
  /** Under this many pixels the table scrolls sideways. */
  minWidth: number;
};

export function layoutOf<Row>(columns: readonly Column<Row>[], selectable: boolean): TableLayout {
  const tracks = columns.map(({ width, min = MIN, grow = 1 }) => (width === undefined ? `minmax(${min}px, ${grow}fr)` : `${width}px`));
  const widths = columns.map(({ width, min = MIN }) => width ?? min);
  return {
    template: [...(selectable ? [`${SELECT}px`] : []), ...tracks].join(' '),
    minWidth: widths.reduce((sum, width) => sum + width, selectable ? SELECT : 0),
  };
}

/** What a click on a column's head asks for: that column, or the other direction. */
export const nextSort = (sort: Sort | undefined, key: string): Sort => ({
  key,
  direction: sort?.key === key && sort.direction === 'ascending' ? 'descending' : 'ascending',
});

/** On a card the first column is the head line unless another one says so, and numbers share a line. */
export function cardPlace<Row>(columns: readonly Column<Row>[], column: Column<Row>): NonNullable<Column<Row>['card']> {
  if (column.card) return column.card;
  if (column === columns[0] && !columns.some(({ card }) => card === 'title')) return 'title';
  return column.align === 'end' ? 'half' : 'line';
}
