/** Everything that waits for itself, over whatever others: what stands on a circle of a graph. In one walk (Tarjan), however many circles there are. */
export const onCircles = (edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> => {
  const found = new Set<string>();
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const onPath = new Set<string>();
  const enter = (key: string) => {
    order.set(key, order.size);
    lowest.set(key, order.size - 1);
    path.push(key);
    onPath.add(key);
    return { key, next: (edges.get(key) ?? []).values() };
  };
  const lower = (key: string, to: number | undefined) => lowest.set(key, Math.min(lowest.get(key) ?? 0, to ?? 0));
  const leave = (key: string) => {
    if (lowest.get(key) !== order.get(key)) return;
    const group = path.splice(path.lastIndexOf(key));
    for (const one of group) {
      onPath.delete(one);
      if (group.length > 1 || edges.get(one)?.includes(one)) found.add(one);
    }
  };
  for (const start of edges.keys()) {
    const walk = order.has(start) ? [] : [enter(start)];
    for (let at = walk.at(-1); at; at = walk.at(-1)) {
      const { value: to, done } = at.next.next();
      if (done) {
        walk.pop();
        leave(at.key);
        const before = walk.at(-1);
        if (before) lower(before.key, lowest.get(at.key));
      } else if (!order.has(to)) walk.push(enter(to));
      else if (onPath.has(to)) lower(at.key, order.get(to));
    }
  }
  return found;
};
