using System.Runtime.Versioning;

// The server side runs on Linux alone: file modes, unix sockets, /proc and PostgreSQL's tools are used without a second way.
[assembly: SupportedOSPlatform("linux")]
