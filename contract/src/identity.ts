import { z } from 'zod';
import { Binding } from './access.ts';
import { local } from './action.ts';
import { Nothing, Time, wholeNumber } from './page.ts';

export const languages = ['en', 'zh'] as const;
export const themes = ['system', 'light', 'dark'] as const;

export const Username = z
  .string()
  .min(1)
  .max(64)
  .regex(
    /^[a-zA-Z0-9](?:[a-zA-Z0-9._@-]*[a-zA-Z0-9])?$/,
    'must start and end with a letter or digit and hold only letters, digits, ".", "_", "@" and "-"',
  );
export const Password = z.string().min(10, 'must have at least 10 characters').max(256);

export const User = z.object({
  id: z.uuid(),
  username: z.string(),
  displayName: z.string(),
  disabled: z.boolean(),
  language: z.enum(languages).nullable(),
  theme: z.enum(themes),
  createdAt: Time,
  lastSignInAt: Time.nullable(),
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Roles bound to the user itself; those of its teams come on top. */
  bindings: z.array(Binding),
});
export type User = z.infer<typeof User>;

export const Team = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  members: z.array(z.object({ id: z.uuid(), username: z.string() })),
  bindings: z.array(Binding),
});
export type Team = z.infer<typeof Team>;

/** Whoever is signed in, and all they may do. */
export const Session = z.object({
  user: User,
  /** Own and through teams. */
  bindings: z.array(Binding),
  expiresAt: Time.nullable(),
  serverVersion: z.string(),
});
export type Session = z.infer<typeof Session>;

export const ApiToken = z.object({
  id: z.uuid(),
  name: z.string(),
  /** First characters, to recognise it by. */
  prefix: z.string(),
  createdAt: Time,
  expiresAt: Time.nullable(),
  lastUsedAt: Time.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

/** A list's filter and columns that a person keeps under a name. */
export const SavedView = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(100),
  page: z.enum(['containers']),
  query: z.string().max(1000),
  columns: z.array(z.string().max(50)).max(50),
  sort: z.string().max(60),
});
export type SavedView = z.infer<typeof SavedView>;

/** One line of the record of who did what. */
export const AuditRecord = z.object({
  id: z.string(),
  at: Time,
  action: z.string(),
  user: z.string(),
  token: z.string().optional(),
  address: z.string(),
  host: z.string().optional(),
  target: z.string().optional(),
  /** An error code, or `ok`. */
  outcome: z.string(),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

const Member = z.array(z.uuid()).max(10_000);
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const user = { path: '/users/{user}', target: 'none' } as const;
const team = { path: '/teams/{team}', target: 'none' } as const;
const own = { target: 'none', access: 'signed-in' } as const;

export const identityActions = {
  'setup.get': local({
    method: 'GET',
    path: '/setup',
    target: 'none',
    access: 'public',
    args: Nothing,
    result: z.object({ needed: z.boolean() }),
    summary: 'Whether the first account is still to be made',
  }),
  'setup.create': local({
    method: 'POST',
    path: '/setup',
    target: 'none',
    access: 'public',
    args: z.strictObject({ token: z.string().max(200), username: Username, password: Password }),
    result: Session,
    summary: 'Make the first account with the one-time link printed at start, and sign in',
  }),
  'session.create': local({
    method: 'POST',
    path: '/session',
    target: 'none',
    access: 'public',
    args: z.strictObject({ username: z.string().max(200), password: z.string().max(1000) }),
    result: Session,
    summary: 'Sign in; sets the session cookie',
  }),
  'session.get': local({
    ...own,
    method: 'GET',
    path: '/session',
    args: Nothing,
    result: Session,
    summary: 'Who is signed in, and what they may do',
  }),
  'session.remove': local({ ...own, method: 'DELETE', path: '/session', args: Nothing, result: Nothing, summary: 'Sign out' }),
  'profile.update': local({
    ...own,
    method: 'PATCH',
    path: '/profile',
    args: z.strictObject({
      displayName: z.string().max(100).optional(),
      language: z.enum(languages).nullable().optional(),
      theme: z.enum(themes).optional(),
    }),
    result: User,
    summary: 'Change your own name, language or theme',
  }),
  'profile.password': local({
    ...own,
    method: 'POST',
    path: '/profile/password',
    args: z.strictObject({ current: z.string().max(1000), password: Password }),
    result: Nothing,
    summary: 'Change your own password; every other session of yours ends',
  }),
  'token.list': local({ ...own, method: 'GET', path: '/tokens', args: Nothing, result: items(ApiToken), summary: 'Your API tokens' }),
  'token.create': local({
    ...own,
    method: 'POST',
    path: '/tokens',
    args: z.strictObject({
      name: z.string().min(1).max(100),
      expiresIn: wholeNumber(60, 10 * 366 * 86_400)
        .nullable()
        .default(null)
        .describe('Seconds; null never expires'),
    }),
    result: ApiToken.extend({ token: z.string() }),
    summary: 'Make an API token; it is shown this once',
  }),
  'token.remove': local({
    ...own,
    method: 'DELETE',
    path: '/tokens/{token}',
    args: Nothing,
    result: Nothing,
    summary: 'Revoke an API token of yours',
  }),
  'view.list': local({ ...own, method: 'GET', path: '/views', args: Nothing, result: items(SavedView), summary: 'Your saved views' }),
  'view.create': local({
    ...own,
    method: 'POST',
    path: '/views',
    args: SavedView.omit({ id: true }).strict(),
    result: SavedView,
    summary: 'Save a view',
    audited: false,
  }),
  'view.update': local({
    ...own,
    method: 'PATCH',
    path: '/views/{view}',
    args: SavedView.omit({ id: true, page: true }).partial().strict(),
    result: SavedView,
    summary: 'Change a saved view',
    audited: false,
  }),
  'view.remove': local({
    ...own,
    method: 'DELETE',
    path: '/views/{view}',
    args: Nothing,
    result: Nothing,
    summary: 'Forget a saved view',
    audited: false,
  }),
  'user.list': local({ method: 'GET', path: '/users', target: 'none', args: Nothing, result: items(User), summary: 'Accounts' }),
  'user.create': local({
    method: 'POST',
    path: '/users',
    target: 'none',
    args: z.strictObject({
      username: Username,
      displayName: z.string().max(100).default(''),
      password: Password,
      bindings: z.array(Binding).max(100).default([]),
      teams: Member.default([]),
    }),
    result: User,
    summary: 'Make an account',
  }),
  'user.update': local({
    ...user,
    method: 'PATCH',
    args: z.strictObject({
      displayName: z.string().max(100).optional(),
      disabled: z.boolean().optional(),
      bindings: z.array(Binding).max(100).optional(),
      teams: Member.optional(),
    }),
    result: User,
    summary: 'Change an account; what it may no longer do ends at once',
  }),
  'user.reset': local({
    ...user,
    method: 'POST',
    path: '/users/{user}/reset',
    args: z.strictObject({ password: Password }),
    result: Nothing,
    summary: 'Set a new password for an account; its sessions end',
  }),
  'user.remove': local({ ...user, method: 'DELETE', args: Nothing, result: Nothing, summary: 'Delete an account', dangerous: true }),
  'team.list': local({ method: 'GET', path: '/teams', target: 'none', args: Nothing, result: items(Team), summary: 'Teams' }),
  'team.create': local({
    method: 'POST',
    path: '/teams',
    target: 'none',
    args: z.strictObject({
      name: z.string().min(1).max(100),
      description: z.string().max(1000).default(''),
      members: Member.default([]),
      bindings: z.array(Binding).max(100).default([]),
    }),
    result: Team,
    summary: 'Make a team',
  }),
  'team.update': local({
    ...team,
    method: 'PATCH',
    args: z.strictObject({
      name: z.string().min(1).max(100).optional(),
      description: z.string().max(1000).optional(),
      members: Member.optional(),
      bindings: z.array(Binding).max(100).optional(),
    }),
    result: Team,
    summary: 'Change a team',
  }),
  'team.remove': local({
    ...team,
    method: 'DELETE',
    args: Nothing,
    result: Nothing,
    summary: 'Delete a team; its members stay',
    dangerous: true,
  }),
  'audit.list': local({
    method: 'GET',
    path: '/audit',
    target: 'none',
    args: z.strictObject({
      limit: wholeNumber(1, 1000).default(100),
      cursor: z.string().max(500).optional(),
      action: z.string().max(100).optional(),
    }),
    result: z.object({ items: z.array(AuditRecord), next: z.string().nullable() }),
    summary: 'Who did what, newest first',
  }),
} as const;
