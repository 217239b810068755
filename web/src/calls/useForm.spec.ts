import { effectScope } from 'vue';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../data/problem.ts';
import { useForm } from './useForm.ts';

const make = (send: (values: { name: string; tags: string }) => Promise<void> = () => Promise.resolve()) =>
  effectScope().run(() =>
    useForm({
      initial: () => ({ name: '', tags: '' }),
      rules: { name: (name) => (name === '' ? 'missing' : undefined) },
      send,
    }),
  )!;
const refuse =
  (fields: string[], code: 'invalid' | 'conflict' = 'invalid') =>
  () =>
    Promise.reject(new ProblemError(code, 'No.', { fields: fields.map((field) => ({ path: [field, 0], message: `wrong ${field}` })) }));

describe('useForm', () => {
  it('complains about a field once it was left, not while it is first filled in', () => {
    const form = make();
    expect(form.errors.value).toEqual({});
    form.leave('name');
    expect(form.errors.value).toEqual({ name: 'missing' });
    form.values.name = 'api';
    expect(form.errors.value).toEqual({});
  });

  it('does not send what is wrong, and goes to the first wrong field', async () => {
    const sent: unknown[] = [];
    const form = make((values) => Promise.resolve(void sent.push(values)));
    const element = document.createElement('form');
    element.innerHTML = '<input /><input aria-invalid="true" id="wrong" />';
    document.body.append(element);
    const answers: Promise<boolean>[] = [];
    element.addEventListener('submit', (event) => answers.push(form.submit(event)));
    element.dispatchEvent(new Event('submit', { cancelable: true }));
    await expect(answers[0]).resolves.toBe(false);
    expect(document.activeElement?.id).toBe('wrong');
    form.values.name = 'api';
    await expect(form.submit()).resolves.toBe(true);
    expect(sent).toEqual([{ name: 'api', tags: '' }]);
  });

  it('shows what the server does not take at the field, until something else stands there', async () => {
    const form = make(refuse(['tags']));
    form.values.name = 'api';
    form.values.tags = 'ä';
    await expect(form.submit()).resolves.toBe(false);
    expect(form.errors.value).toEqual({ tags: 'wrong tags' });
    expect(form.problem.value).toBeNull();
    form.values.tags = 'a';
    expect(form.errors.value).toEqual({});
    form.values.tags = 'ä';
    expect(form.errors.value).toEqual({ tags: 'wrong tags' });
  });

  it('shows as a problem what is about no field of the form', async () => {
    const form = make(refuse(['tags', 'elsewhere']));
    form.values.name = 'api';
    await form.submit();
    expect(form.errors.value).toEqual({ tags: 'wrong tags' });
    expect(form.problem.value?.message).toBe('No.');
    const other = make(refuse([], 'conflict'));
    other.values.name = 'api';
    await other.submit();
    expect(other.problem.value?.code).toBe('conflict');
  });

  it('is sent once, however often one presses', async () => {
    let times = 0;
    let done: () => void = () => undefined;
    const form = make(() => {
      times += 1;
      return new Promise((resolve) => (done = resolve));
    });
    form.values.name = 'api';
    const [first, second] = [form.submit(), form.submit()];
    expect(form.busy.value).toBe(true);
    await expect(second).resolves.toBe(false);
    done();
    await expect(first).resolves.toBe(true);
    expect(times).toBe(1);
  });

  it('begins anew', async () => {
    const form = make(refuse(['tags']));
    form.values.name = 'api';
    await form.submit();
    form.reset();
    expect(Object.fromEntries(Object.entries(form.values))).toEqual({ name: '', tags: '' });
    expect(form.errors.value).toEqual({});
    expect(form.problem.value).toBeNull();
  });

  it('throws what is no refusal: it is a fault of ours', async () => {
    const form = make(() => Promise.reject(new RangeError('oops')));
    form.values.name = 'api';
    await expect(form.submit()).rejects.toThrow('oops');
    expect(form.busy.value).toBe(false);
  });
});
