import { durationMeant } from '../../problems/durations.ts';
import type { Fault, FaultValues } from '../../problems/fault.ts';
import { suggest } from '../../problems/suggest.ts';
import type { FactDefinition } from '../facts.ts';
import { type FactValue, plainOf } from '../values.ts';

const yes = /^(yes|y|true|on|是|有)$/i;
const no = /^(no|n|false|off|否|无)$/i;

const meantBy = (value: unknown, { type, choices = [] }: Pick<FactDefinition, 'type' | 'choices'>): string | null => {
  if (type === 'duration') return Number.isSafeInteger(value) && Number(value) >= 0 ? `PT${value}M` : durationMeant(String(value));
  if (type === 'choice')
    return suggest(
      String(value),
      choices.map(({ id }) => id),
    );
  if (typeof value !== 'string') return null;
  if (type === 'boolean') return yes.test(value) ? 'true' : no.test(value) ? 'false' : null;
  return (type === 'integer' || type === 'number') && /^-?\d{1,15}(\.\d+)?$/.test(value) && (type === 'number' || !value.includes('.'))
    ? value
    : null;
};

/** What a fact or a parameter accepts, in words of the plan. */
const wanted = ({ type, choices, currency }: Pick<FactDefinition, 'type' | 'choices' | 'currency'>): readonly string[] => {
  if (type === 'choice') return (choices ?? []).map(({ id }) => id);
  return type === 'money' && currency !== undefined ? [type, currency] : [type];
};

/** What is said of a value that something of a type can never have. */
export const strangeValues = (
  name: string,
  value: FactValue,
  definition: Pick<FactDefinition, 'type' | 'choices' | 'currency'>,
): FaultValues => {
  const plain = plainOf(value);
  return {
    name,
    get sent() {
      const sent = JSON.stringify(plain);
      return sent.length > 80 ? `${sent.slice(0, 80)}…` : sent;
    },
    expected: wanted(definition),
    // Looked for when it is told: of very many strange values only the first few are.
    get suggestion() {
      return meantBy(plain, definition);
    },
  };
};

/** A fault in a plan. */
export const planFault = (pointer: string, code: Fault['code'], values: FaultValues = {}): Fault => ({ in: 'body', pointer, code, values });

/** A choice without choices, or money without a currency, has one fault, and not one for each of its values. */
export const isWhole = ({ type, choices, currency }: FactDefinition): boolean =>
  (type !== 'choice' || choices !== undefined) && (type !== 'money' || currency !== undefined);
