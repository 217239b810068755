import { describe, expect, it } from 'vitest';
import { sessionEnd } from './session-life.ts';

const at = (text: string): Date => new Date(text);

describe('a session', () => {
  it('ends twelve hours after its last use', () => {
    expect(sessionEnd({ createdAt: at('2026-01-01T00:00:00Z'), lastSeenAt: at('2026-01-03T10:00:00Z') })).toEqual(
      at('2026-01-03T22:00:00Z'),
    );
  });

  it('ends thirty days after sign-in at the latest', () => {
    expect(sessionEnd({ createdAt: at('2026-01-01T00:00:00Z'), lastSeenAt: at('2026-01-30T23:00:00Z') })).toEqual(
      at('2026-01-31T00:00:00Z'),
    );
  });
});
