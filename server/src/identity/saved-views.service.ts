import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { NotFoundError } from '@longshore/contract/errors';
import type { SavedView } from '@longshore/contract/identity';
import type { ActionArgs } from '@longshore/contract/registry';
import type { Principal } from '../access/principal.ts';
import { SavedViewEntity } from './saved-view.entity.ts';

/** Saved views of the caller. */
@Injectable()
export class SavedViewsService {
  constructor(@InjectRepository(SavedViewEntity) private readonly views: Repository<SavedViewEntity>) {}

  async list({ user }: Principal): Promise<SavedView[]> {
    return (await this.views.find({ where: { userId: user.id }, order: { createdAt: 'ASC', id: 'ASC' } })).map(view);
  }

  async create({ user }: Principal, fields: ActionArgs<'view.create'>): Promise<SavedView> {
    return view(await this.views.save({ ...fields, userId: user.id }));
  }

  /** @throws NotFoundError, also for the view of somebody else */
  async update(principal: Principal, id: string, fields: ActionArgs<'view.update'>): Promise<SavedView> {
    return view(await this.views.save(Object.assign(await this.#find(principal, id), fields)));
  }

  /** @throws NotFoundError, also for the view of somebody else */
  async remove(principal: Principal, id: string): Promise<void> {
    await this.#find(principal, id);
    await this.views.delete({ id });
  }

  async #find({ user }: Principal, id: string): Promise<SavedViewEntity> {
    const found = await this.views.findOneBy({ id, userId: user.id });
    if (found === null) throw new NotFoundError(`There is no view ${id}.`);
    return found;
  }
}

const view = ({ id, name, page, query, columns, sort }: SavedView): SavedView => ({ id, name, page, query, columns, sort });
