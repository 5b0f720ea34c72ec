import { t } from '../language/t.ts';
import styles from './state-graph.module.css';

export interface StateNode<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Place in the grid of the graph, from 0. */
  readonly column: number;
  readonly row: number;
  /** The thing can never be in it. */
  readonly isAbsent?: boolean;
}

export interface StateGraphProps<Id extends string> {
  /** What the graph is of, for readers that cannot see it. */
  readonly label: string;
  readonly nodes: readonly StateNode<Id>[];
  readonly arcs: readonly (readonly [from: Id, to: Id])[];
  readonly current: Id;
  /** States been in before, the first among them. */
  readonly visited: readonly Id[];
  /** States on the way to the one asked for, `current` first; empty when nothing is asked for. */
  readonly path: readonly Id[];
  readonly onAsk: (id: Id) => void;
}

/** States as boxes in a grid, arcs as arrows between them; the one it is in is filled, the way asked for drawn over. */
export function StateGraph<Id extends string>(props: StateGraphProps<Id>) {
  const { label, nodes, arcs, current, visited, path, onAsk } = props;
  const columns = Math.max(...nodes.map(({ column }) => column)) + 1;
  const rows = Math.max(...nodes.map(({ row }) => row)) + 1;
  const nodeOf = (id: Id) => nodes.find((node) => node.id === id);
  const lines = arcs.flatMap(([from, to]) => {
    const [start, end] = [nodeOf(from), nodeOf(to)];
    if (!start || !end || start.isAbsent || end.isAbsent) return [];
    const isAsked = path.some((id, i) => id === from && path[i + 1] === to);
    return [{ key: `${from}-${to}`, d: arrow(start, end), isAsked }];
  });
  return (
    <svg className={styles.graph} viewBox={`0 0 ${columns * CELL.width} ${rows * CELL.height}`}>
      <title>{label}</title>
      <defs>
        <marker id="arrowhead" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="5" markerHeight="5" orient="auto">
          <path d="M0 0L6 3L0 6Z" fill="context-stroke" />
        </marker>
      </defs>
      {lines
        .toSorted((a, b) => Number(a.isAsked) - Number(b.isAsked))
        .map(({ key, d, isAsked }) => (
          <path key={key} d={d} className={isAsked ? styles.asked : styles.arc} markerEnd="url(#arrowhead)" />
        ))}
      {nodes.map((node) => (
        // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside an SVG
        <g
          key={node.id}
          role="button"
          tabIndex={0}
          aria-label={node.id === current ? t('{state}, the state it is in', { state: node.label }) : node.label}
          className={classOf(node, current, visited)}
          transform={`translate(${centreX(node) - BOX.width / 2} ${centreY(node) - BOX.height / 2})`}
          onClick={() => onAsk(node.id)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            onAsk(node.id);
          }}
        >
          <rect width={BOX.width} height={BOX.height} rx={3} />
          <text x={BOX.width / 2} y={BOX.height / 2} dy="0.35em" textAnchor="middle">
            {node.label}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Units of the drawing; it takes the width that it is given. */
const CELL = { width: 100, height: 54 } as const;
const BOX = { width: 84, height: 28 } as const;
/** Two arrows between the same boxes run side by side. */
const APART = 4;

type Placed = Pick<StateNode<string>, 'column' | 'row'>;
const centreX = ({ column }: Placed): number => (column + 0.5) * CELL.width;
const centreY = ({ row }: Placed): number => (row + 0.5) * CELL.height;

function classOf<Id extends string>({ id, isAbsent }: StateNode<Id>, current: Id, visited: readonly Id[]) {
  if (id === current) return styles.current;
  if (isAbsent) return styles.absent;
  return visited.includes(id) ? styles.visited : styles.node;
}

/** From the rim of one box to the rim of the other. */
function arrow(from: Placed, to: Placed): string {
  const [dx, dy] = [centreX(to) - centreX(from), centreY(to) - centreY(from)];
  const length = Math.hypot(dx, dy);
  const [sideX, sideY] = [(-dy / length) * APART, (dx / length) * APART];
  const inside = Math.min(BOX.width / 2 / Math.abs(dx || 1e-9), BOX.height / 2 / Math.abs(dy || 1e-9));
  const at = (share: number): string =>
    `${(centreX(from) + dx * share + sideX).toFixed(1)} ${(centreY(from) + dy * share + sideY).toFixed(1)}`;
  return `M${at(inside)}L${at(1 - inside)}`;
}
