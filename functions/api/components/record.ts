import type { Component } from '../../../shared/organization/records.ts';

/** What is shown of a component. Field by field, because the table keeps no order. */
export const componentAnswer = ({ id, publicId, name, description, group, position, version, createdAt, updatedAt }: Component) => ({
  id,
  publicId,
  name,
  description,
  group: group && { id: group.id, name: group.name },
  position,
  version,
  createdAt,
  updatedAt,
});
