/** One place in a JSON document, as a line of the tree. */
export interface TreeNode {
  /** As `jq` writes it: `.State.Health.Log[0].Output`. */
  readonly path: string;
  readonly key: string;
  readonly depth: number;
  readonly value: unknown;
  /** How many children; undefined for text, numbers and the like. */
  readonly size: number | undefined;
  readonly isArray: boolean;
}

const step = (key: string, inArray: boolean): string => {
  if (inArray) return `[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `.${JSON.stringify(key)}`;
};

function childrenOf(value: unknown): [string, unknown][] | undefined {
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

/** A value as JSON; text without its quotation marks, as one wants to paste it. */
export const copyOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** A value in one line. */
export const lineOf = (value: unknown): string => JSON.stringify(value);

/** All lines of a document, each after its parent. */
export function flatten(document: unknown): TreeNode[] {
  const nodes: TreeNode[] = [];
  const walk = (value: unknown, path: string, depth: number): void => {
    const inArray = Array.isArray(value);
    for (const [key, child] of childrenOf(value) ?? []) {
      const node = {
        path: path + step(key, inArray),
        key,
        depth,
        value: child,
        size: childrenOf(child)?.length,
        isArray: Array.isArray(child),
      };
      nodes.push(node);
      walk(child, node.path, depth + 1);
    }
  };
  walk(document, '', 0);
  return nodes;
}

const isBelow = (node: TreeNode, parent: TreeNode): boolean =>
  node.path !== parent.path && node.path.startsWith(parent.path) && node.depth > parent.depth;

/** The lines that are seen when these are closed. */
export function unfolded(nodes: readonly TreeNode[], closed: ReadonlySet<string>): TreeNode[] {
  let fold: TreeNode | undefined;
  return nodes.filter((node) => {
    if (fold !== undefined && isBelow(node, fold)) return false;
    fold = closed.has(node.path) ? node : undefined;
    return true;
  });
}

const has = (text: string, wanted: string): boolean => text.toLowerCase().includes(wanted);

/** The lines that hold a text, with the lines above them that say where they are, and all that lies below a key of that name. */
export function found(nodes: readonly TreeNode[], text: string): TreeNode[] {
  const wanted = text.toLowerCase();
  const kept = new Set<TreeNode>();
  const parents: TreeNode[] = [];
  let within: TreeNode | undefined;
  for (const node of nodes) {
    parents.length = node.depth;
    if (within !== undefined && !isBelow(node, within)) within = undefined;
    if (within === undefined && has(node.key, wanted)) within = node;
    if (within !== undefined || (node.size === undefined && has(lineOf(node.value), wanted)))
      for (const one of [...parents, node]) kept.add(one);
    parents.push(node);
  }
  return nodes.filter((node) => kept.has(node));
}
