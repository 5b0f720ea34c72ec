/** A message in the map: in which row and which lane it stands. Both are counted from 0. */
export interface ArgumentNode {
  readonly id: string;
  readonly row: number;
  readonly lane: number;
  /** Ids of the nodes above that it answers, the one that it is about first. */
  readonly answers: readonly string[];
}

export interface ArgumentEdge {
  readonly from: string;
  readonly to: string;
  /** `d` of a path, from the answered node down to the answer. */
  readonly path: string;
  /** It is not what the answer is mainly about, or it goes far back. */
  readonly isMinor: boolean;
}

/** An edge over more rows than this goes back so far that it is drawn faintly. */
const FAR_ROWS = 13;

/**
 * Who answers whom as paths. Between neighbouring rows an edge is one curve; a longer one runs down beside the lane of the answer, where
 * no node stands, so that no edge passes through a node.
 * @param rowPx height of a row, `lanePx` width of a lane, in px; a node stands in the middle of both
 * @throws RangeError when a node answers one that is not there or not above it: a fault in the caller
 */
export function argumentEdges(nodes: readonly ArgumentNode[], rowPx: number, lanePx: number): readonly ArgumentEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return nodes.flatMap((to) =>
    to.answers.map((id, index) => {
      const from = byId.get(id);
      if (!from || from.row >= to.row) throw new RangeError(`${to.id} answers ${id}, which does not stand above it`);
      const isMinor = index > 0 || to.row - from.row > FAR_ROWS;
      return { from: id, to: to.id, isMinor, path: pathOf(from, to, rowPx, lanePx) };
    }),
  );
}

/** The middle of a node, px. */
export const nodeX = (lane: number, lanePx: number): number => (lane + 0.5) * lanePx;
export const nodeY = (row: number, rowPx: number): number => (row + 0.5) * rowPx;

function pathOf(from: ArgumentNode, to: ArgumentNode, rowPx: number, lanePx: number): string {
  const [x0, y0] = [nodeX(from.lane, lanePx), nodeY(from.row, rowPx)];
  const [x1, y1] = [nodeX(to.lane, lanePx), nodeY(to.row, rowPx)];
  if (to.row - from.row === 1) {
    const middle = (y0 + y1) / 2;
    return `M${x0} ${y0}C${x0} ${middle} ${x1} ${middle} ${x1} ${y1}`;
  }
  const side = x0 < x1 ? -0.5 : 0.5;
  const gutter = x1 + side * lanePx;
  const bend = rowPx * 0.6;
  return (
    `M${x0} ${y0}C${x0} ${y0 + bend} ${gutter} ${y0 + rowPx - bend} ${gutter} ${y0 + rowPx}` +
    `V${y1 - bend}C${gutter} ${y1 - bend / 3} ${gutter + (x1 - gutter) / 3} ${y1} ${x1} ${y1}`
  );
}
