import { Module } from '@nestjs/common';
import { AgentFiles } from './agent-files.ts';

@Module({ providers: [AgentFiles], exports: [AgentFiles] })
export class AgentFilesModule {}
