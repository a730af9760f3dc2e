using System.Runtime.Versioning;

// As in App: the server side, and so its tests, run on Linux alone.
[assembly: SupportedOSPlatform("linux")]
