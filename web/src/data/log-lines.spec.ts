import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineRing, type LogLine } from './log-lines.ts';

const line = (id: number): LogLine => ({ id, source: 0, output: 1, time: '', text: String(id), notice: undefined });

describe('LineRing', () => {
  it('holds the newest lines and finds them by id, whatever was dropped or cleared', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.constant('clear' as const) }), { maxLength: 30 }), (capacity, steps) => {
        const ring = new LineRing(capacity);
        let model: LogLine[] = [];
        let next = 0;
        for (const step of steps) {
          if (step === 'clear') {
            ring.clear();
            model = [];
          } else
            for (let count = 0; count < step; count += 1) {
              ring.push(line(next));
              model = [...model, line(next)].slice(-capacity);
              next += 1;
            }
          expect([...ring.from(0)]).toEqual(model);
          expect(ring.length).toBe(model.length);
          expect(ring.dropped).toBe(next - model.length);
          for (let id = -1; id <= next; id += 1) expect(ring.indexOf(id)).toBe(model.findIndex((one) => one.id === id));
        }
        expect([...ring.from(1)]).toEqual(model.slice(1));
        expect(ring.at(-1)).toBeUndefined();
        expect(ring.at(model.length)).toBeUndefined();
      }),
    );
  });
});
