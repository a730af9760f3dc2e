namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>
/// The server's settings, for a small machine that it shares with the application. Written at each start;
/// an operator's own go to <c>local.conf</c> beside it, which is read last.
/// </summary>
internal static class ServerSettings
{
    private const long Megabyte = 1024 * 1024;

    public static void Write(ClusterFolders folders, bool durable)
    {
        File.WriteAllText(folders.Settings, Text(folders.Run, durable, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
        // Read by the server's account whatever our umask; holds no secret.
        File.SetUnixFileMode(folders.Settings, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <param name="run">Folder of the socket.</param>
    /// <param name="durable">False drops crash safety.</param>
    /// <param name="memoryBytes">Of the machine, or of the container's limit.</param>
    internal static string Text(string run, bool durable, long memoryBytes) =>
        $"""
        # Written by OpsFlux at each start: changes here are lost. Put your own settings in local.conf beside this file.
        include 'cluster/postgresql.conf'

        # Reached through a socket that only its owner can open.
        listen_addresses = ''
        port = 5432
        unix_socket_directories = '{run}'
        unix_socket_permissions = 0700
        max_connections = 100

        shared_buffers = {SharedBuffersMegabytes(memoryBytes)}MB
        effective_cache_size = {Math.Max(memoryBytes / 2 / Megabyte, 128)}MB
        random_page_cost = 1.1
        # Our queries are short: compiling one costs more than it saves.
        jit = off
        # Nor is a page of fifty rows worth starting processes for: a list by tag takes 10 ms instead of 30.
        max_parallel_workers_per_gather = 0
        wal_compression = on
        {(durable ? "" : "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")}
        # A client killed inside a statement lets go of its locks within seconds, one that forgot its transaction within minutes.
        client_connection_check_interval = 3s
        idle_in_transaction_session_timeout = 5min
        timezone = 'UTC'

        # A week of logs, one file a day; terse and without parameters, because both would show people's data.
        logging_collector = on
        log_directory = '../log'
        log_filename = 'postgres-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_timezone = 'UTC'
        log_error_verbosity = terse
        log_parameter_max_length = 0
        log_min_duration_statement = 2s
        log_checkpoints = off

        include_if_exists 'local.conf'
        """ + "\n";

    /// <summary>An eighth of memory: the application and Chromium live on the same machine.</summary>
    private static long SharedBuffersMegabytes(long memoryBytes) => Math.Clamp(memoryBytes / 8 / Megabyte, 32, 256);
}
