import { computed, type ComputedRef, inject, type InjectionKey, provide, useId } from 'vue';

/** What a control says of the field around it. */
type FieldAttributes = {
  id?: string;
  required?: boolean;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | undefined;
};
const key: InjectionKey<ComputedRef<FieldAttributes>> = Symbol('field');

type FieldState = { hint?: string | undefined; error?: string | undefined; required?: boolean };

/** Ties label, hint and error to the control within, whatever control that is. Returns the ids to put on them. */
export function provideField(state: () => FieldState): { control: string; hint: string; error: string } {
  const base = useId();
  const ids = { control: base, hint: `${base}-hint`, error: `${base}-error` };
  provide(
    key,
    computed(() => {
      const { hint, error, required } = state();
      const described = [error ? ids.error : '', hint ? ids.hint : ''].filter(Boolean).join(' ');
      return {
        id: ids.control,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
        ...(required === true && { required }),
      };
    }),
  );
  return ids;
}

/** The attributes a control takes from the Field around it; none when it stands alone. */
export const useField = (): ComputedRef<FieldAttributes> =>
  inject(
    key,
    computed(() => ({})),
  );
