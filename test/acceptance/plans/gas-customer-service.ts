import { expect } from 'vitest';
import type { PlanCases } from '../case.ts';

const supply = (householdsAffected: number) => ({ supplyState: 'interruption', householdsAffected });

export const gasCustomerService: PlanCases = {
  plan: 'gas-customer-service',
  works: [
    {
      id: 'GRD-02',
      guarantee: '5,200 households without gas are level 1, 3,000 level 2, 40 level 3',
      run: ({ rehearse }) => {
        expect([5200, 3000, 40].map((households) => rehearse({ facts: supply(households) }).level)).toEqual([
          'level-1',
          'level-2',
          'level-3',
        ]);
      },
    },
  ],
  notYet: [],
};
