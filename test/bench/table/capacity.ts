/** Capacity units by DynamoDB's documented formula. The local engine's own count is not used: it does not know transactions. */
export interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly L?: readonly Value[];
  readonly M?: Attributes;
}
export type Attributes = Readonly<Record<string, Value>>;

const bytesOf = (text: string) => Buffer.byteLength(text);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const valueBytes = ({ S, N, L, M }: Value): number => {
  if (S !== undefined) return bytesOf(S);
  // One byte for two significant digits, and one.
  if (N !== undefined) return Math.ceil(N.replace(/[-.]/g, '').length / 2) + 1;
  if (L !== undefined) return 3 + sum(L.map((value) => valueBytes(value) + 1));
  if (M !== undefined) return 3 + itemBytes(M) + Object.keys(M).length;
  return 1;
};

/** Names and values. */
export const itemBytes = (item: Attributes): number => sum(Object.entries(item).map(([name, value]) => bytesOf(name) + valueBytes(value)));

/** A transaction writes every KB twice. */
export const transactionUnits = (items: readonly Attributes[]): number => sum(items.map((item) => 2 * Math.ceil(itemBytes(item) / 1024)));

/** Strongly consistent: one unit for 4 KB that are read together; what is not there costs one, too. */
export const readUnits = (items: readonly Attributes[]): number => Math.max(1, Math.ceil(sum(items.map(itemBytes)) / 4096));
