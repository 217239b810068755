/**
 * SQL for all bindings of a user, own and through teams, as one jsonb list.
 * @param user alias of the users table in the query around it
 */
export const rightsOf = (user: string): string => `(${user}.bindings || COALESCE(
  (SELECT jsonb_agg(binding) FROM team_members m JOIN teams t ON t.id = m.team_id, jsonb_array_elements(t.bindings) binding WHERE m.user_id = ${user}.id),
  '[]'))`;
