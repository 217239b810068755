import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FleetModule } from '../fleet/fleet.module.ts';
import { EventAccess } from './event-access.ts';
import { EventIntake } from './event-intake.ts';
import { EventStore } from './event-store.ts';
import { EventEntity } from './event.entity.ts';
import { EventsController } from './events.controller.ts';
import { EventsService } from './events.service.ts';

@Module({
  imports: [TypeOrmModule.forFeature([EventEntity]), FleetModule],
  controllers: [EventsController],
  providers: [EventStore, EventIntake, EventAccess, EventsService],
  exports: [EventIntake, EventAccess],
})
export class EventsModule {}
