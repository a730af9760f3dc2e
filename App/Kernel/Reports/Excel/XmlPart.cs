using System.Text;
using System.Xml;

namespace OpsFlux.Kernel.Reports.Excel;

/// <summary>
/// XML written synchronously into a small buffer and handed on asynchronously: a million cells would pay dearly for
/// one await each, and a web response takes no synchronous write at all.
/// </summary>
internal sealed class XmlPart : IAsyncDisposable
{
    private const int HandOnAt = 64 * 1024;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.None,   // a cell's line break is LF on every system
    };

    private readonly MemoryStream buffer = new(2 * HandOnAt);
    private readonly Stream target;

    /// <param name="target">Disposed of with this part.</param>
    public XmlPart(Stream target)
    {
        this.target = target;
        Xml = XmlWriter.Create(buffer, Settings);
    }

    public XmlWriter Xml { get; }

    /// <summary>To be called between rows; does nothing until enough has gathered.</summary>
    public ValueTask PumpAsync(CancellationToken ct)
        => buffer.Length < HandOnAt ? ValueTask.CompletedTask : new(HandOnAsync(ct));

    public async Task CompleteAsync(CancellationToken ct)
    {
        Xml.Flush();
        await HandOnAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        Xml.Dispose();   // writes into memory; its asynchronous twin wants a slower writer
        await target.DisposeAsync();
    }

    private async Task HandOnAsync(CancellationToken ct)
    {
        await target.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), ct);
        buffer.SetLength(0);
    }
}
