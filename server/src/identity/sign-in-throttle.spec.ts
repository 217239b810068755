import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '@longshore/contract/errors';
import { SignInThrottle } from './sign-in-throttle.ts';

const failures = (throttle: SignInThrottle, count: number, ...keys: string[]): void => {
  for (let done = 0; done < count; done += 1) throttle.begin(...keys);
};

describe('the throttle of sign-ins', () => {
  beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => vi.useRealTimers());

  it('refuses the eleventh failure within a minute, and says when to come again', () => {
    const throttle = new SignInThrottle();
    failures(throttle, 10, 'account ann', 'address 1.2.3.4');
    vi.advanceTimersByTime(20_000);
    const refused = (() => {
      try {
        throttle.begin('account ann', 'address 9.9.9.9');
      } catch (error) {
        return error;
      }
      return undefined;
    })() as CodedError;
    expect(refused).toBeInstanceOf(CodedError);
    expect(refused.code).toBe('throttled');
    expect(refused.extra.retryAfter).toBe(40);
    vi.advanceTimersByTime(40_000);
    expect(() => throttle.begin('account ann')).not.toThrow();
  });

  it('holds up neither other accounts nor other addresses', () => {
    const throttle = new SignInThrottle();
    failures(throttle, 10, 'account ann', 'address 1.2.3.4');
    expect(() => throttle.begin('account bob', 'address 1.2.3.4')).toThrow();
    expect(() => throttle.begin('account bob', 'address 5.6.7.8')).not.toThrow();
    expect(() => throttle.begin('account ann', 'address 5.6.7.8')).toThrow();
  });

  it('does not count what is refused or forgiven', () => {
    const throttle = new SignInThrottle();
    for (let signIn = 0; signIn < 100; signIn += 1) throttle.begin('account ann', 'address 1.2.3.4').forgive();
    failures(throttle, 10, 'account ann');
    for (let refused = 0; refused < 50; refused += 1) expect(() => throttle.begin('account ann', 'address 1.2.3.4')).toThrow();
    expect(() => throttle.begin('account bob', 'address 1.2.3.4')).not.toThrow();
  });

  it('counts attempts before their outcome, so that a thousand at once are no way around', () => {
    const throttle = new SignInThrottle();
    const begun = Array.from({ length: 1000 }, () => {
      try {
        throttle.begin('account ann');
        return true;
      } catch {
        return false;
      }
    });
    expect(begun.filter(Boolean)).toHaveLength(10);
  });

  it('remembers a bounded number of strangers', () => {
    const throttle = new SignInThrottle();
    for (let stranger = 0; stranger < 30_000; stranger += 1) throttle.begin(`account ${stranger}`);
    failures(throttle, 10, 'account 29999x');
    expect(() => throttle.begin('account 29999x')).toThrow();
  });
});
