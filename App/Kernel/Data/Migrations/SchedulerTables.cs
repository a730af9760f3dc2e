namespace OpsFlux.Kernel.Data.Migrations;

/// <summary>
/// The tables that the scheduler of version 4.7 keeps its cluster in: part of the migration of jobs, and like it never
/// changed. Made here because the application's role, which the scheduler runs as, may make none.
/// </summary>
internal static class SchedulerTables
{
    public const string Create =
        """
        create table kernel.qrtz_job_details (
            sched_name text, job_name text, job_group text, description text, job_class_name text not null,
            is_durable bool not null, is_nonconcurrent bool not null, is_update_data bool not null, requests_recovery bool not null, job_data bytea,
            primary key (sched_name, job_name, job_group));

        create table kernel.qrtz_triggers (
            sched_name text, trigger_name text, trigger_group text, job_name text not null, job_group text not null, description text,
            next_fire_time bigint, prev_fire_time bigint, priority integer, trigger_state text not null, trigger_type text not null,
            start_time bigint not null, end_time bigint, calendar_name text, misfire_instr smallint, misfire_orig_fire_time bigint,
            execution_group varchar(200), preferred_node varchar(200), preferred_node_auto bool not null default false,
            retry_policy varchar(250), retry_attempt integer,
            continues_trigger_name text, continues_trigger_group text, continuation_condition integer, overlap_policy integer,
            pause_reason varchar(250), paused_by varchar(200), paused_at bigint, misfire_threshold bigint, fixed_delay bool, job_data bytea,
            primary key (sched_name, trigger_name, trigger_group),
            foreign key (sched_name, job_name, job_group) references kernel.qrtz_job_details);
        create index idx_qrtz_t_j on kernel.qrtz_triggers (sched_name, job_name, job_group);
        create index idx_qrtz_t_g_n on kernel.qrtz_triggers (sched_name, trigger_group, trigger_name);
        create index idx_qrtz_t_nft_st on kernel.qrtz_triggers (sched_name, trigger_state, next_fire_time, priority desc, misfire_instr);

        create table kernel.qrtz_simple_triggers (
            sched_name text, trigger_name text, trigger_group text,
            repeat_count bigint not null, repeat_interval bigint not null, times_triggered bigint not null,
            primary key (sched_name, trigger_name, trigger_group),
            foreign key (sched_name, trigger_name, trigger_group) references kernel.qrtz_triggers on delete cascade);

        create table kernel.qrtz_cron_triggers (
            sched_name text, trigger_name text, trigger_group text, cron_expression text not null, time_zone_id text,
            primary key (sched_name, trigger_name, trigger_group),
            foreign key (sched_name, trigger_name, trigger_group) references kernel.qrtz_triggers on delete cascade);

        create table kernel.qrtz_simprop_triggers (
            sched_name text, trigger_name text, trigger_group text,
            str_prop_1 text, str_prop_2 text, str_prop_3 text, int_prop_1 integer, int_prop_2 integer, long_prop_1 bigint, long_prop_2 bigint,
            dec_prop_1 numeric, dec_prop_2 numeric, bool_prop_1 bool, bool_prop_2 bool, time_zone_id text,
            primary key (sched_name, trigger_name, trigger_group),
            foreign key (sched_name, trigger_name, trigger_group) references kernel.qrtz_triggers on delete cascade);

        create table kernel.qrtz_blob_triggers (
            sched_name text, trigger_name text, trigger_group text, blob_data bytea,
            primary key (sched_name, trigger_name, trigger_group),
            foreign key (sched_name, trigger_name, trigger_group) references kernel.qrtz_triggers on delete cascade);

        create table kernel.qrtz_calendars (sched_name text, calendar_name text, calendar bytea not null, primary key (sched_name, calendar_name));

        create table kernel.qrtz_paused_trigger_grps (
            sched_name text, trigger_group text, pause_reason varchar(250), paused_by varchar(200), paused_at bigint,
            primary key (sched_name, trigger_group));

        create table kernel.qrtz_paused_job_grps (
            sched_name text, job_group text, pause_reason varchar(250), paused_by varchar(200), paused_at bigint,
            primary key (sched_name, job_group));

        create table kernel.qrtz_fired_triggers (
            sched_name text, entry_id text, trigger_name text not null, trigger_group text not null, instance_name text not null,
            fired_time bigint not null, sched_time bigint not null, priority integer not null, state text not null, job_name text, job_group text,
            is_nonconcurrent bool not null, requests_recovery bool, execution_group varchar(200),
            progress integer, progress_message varchar(250), interrupt_requested_time bigint,
            primary key (sched_name, entry_id));
        create index idx_qrtz_ft_inst_job_req_rcvry on kernel.qrtz_fired_triggers (sched_name, instance_name, requests_recovery);
        create index idx_qrtz_ft_j_g on kernel.qrtz_fired_triggers (sched_name, job_name, job_group);
        create index idx_qrtz_ft_t_g on kernel.qrtz_fired_triggers (sched_name, trigger_name, trigger_group);

        create table kernel.qrtz_scheduler_state (
            sched_name text, instance_name text, last_checkin_time bigint not null, checkin_interval bigint not null, quartz_version varchar(20),
            primary key (sched_name, instance_name));

        create table kernel.qrtz_locks (sched_name text, lock_name text, primary key (sched_name, lock_name));
        """;

    /// <summary>In the order that their keys allow.</summary>
    public const string Drop =
        """
        drop table kernel.qrtz_simple_triggers, kernel.qrtz_cron_triggers, kernel.qrtz_simprop_triggers, kernel.qrtz_blob_triggers, kernel.qrtz_triggers,
            kernel.qrtz_job_details, kernel.qrtz_calendars, kernel.qrtz_paused_trigger_grps, kernel.qrtz_paused_job_grps, kernel.qrtz_fired_triggers,
            kernel.qrtz_scheduler_state, kernel.qrtz_locks;
        """;
}
