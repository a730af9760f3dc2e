using System.Text;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Tests.Kernel.Mail.Smtp;

/// <summary>A handshake with a server that is only words, so that its name can be any.</summary>
internal sealed class SmtpHandshakeProbe
{
    public async Task<(SmtpOutcome? Outcome, string Said)> RunAsync(SmtpSettings settings)
    {
        var said = new MemoryStream();
        var heard = new MemoryStream(Encoding.ASCII.GetBytes("220 hello\r\n250-me\r\n250 AUTH PLAIN LOGIN\r\n235 in\r\n"));
        await using var wire = new SmtpWire(new Duplex(heard, said), settings.Timeout);
        try
        {
            await new SmtpHandshake(wire, settings, "[127.0.0.1]").RunAsync(default);
            return (null, Encoding.ASCII.GetString(said.ToArray()));
        }
        catch (SmtpUnavailableException e)
        {
            return (e.Outcome, Encoding.ASCII.GetString(said.ToArray()));
        }
    }

    private sealed class Duplex(Stream input, Stream output) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => 0;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

        public override void Flush() => output.Flush();

        public override long Seek(long offset, SeekOrigin origin) => 0;

        public override void SetLength(long value)
        {
        }
    }
}
