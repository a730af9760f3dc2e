using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OpsFlux.Kernel.Audit.Proof;

/// <summary>
/// One sequence of values as one sequence of bytes, so that no two different ones give the same: each value carries its
/// length, and null is not empty. Changing it makes every kept hash wrong: a new form needs a new name.
/// </summary>
internal sealed class AuditBytes
{
    private readonly ArrayBufferWriter<byte> buffer = new(512);

    /// <param name="form">What is written and in which version, so that a hash of one thing never passes for another's.</param>
    public AuditBytes(string form) => Add(form);

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public AuditBytes Add(string? value)
    {
        if (value is null) return Length(-1);
        var length = Encoding.UTF8.GetByteCount(value);
        Length(length);
        Encoding.UTF8.GetBytes(value, buffer.GetSpan(length));
        buffer.Advance(length);
        return this;
    }

    public AuditBytes Add(byte[]? value)
    {
        if (value is null) return Length(-1);
        Length(value.Length);
        buffer.Write(value);
        return this;
    }

    public AuditBytes Add(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), value);
        buffer.Advance(sizeof(long));
        return this;
    }

    public AuditBytes Add(Guid value) => Add(value.ToByteArray(bigEndian: true));

    public AuditBytes Add(Guid? value) => value is { } given ? Add(given) : Length(-1);

    /// <summary>To the microsecond: what the database gives back.</summary>
    public AuditBytes Add(DateTimeOffset value) => Add(value.UtcTicks / TimeSpan.TicksPerMicrosecond);

    private AuditBytes Length(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), length);
        buffer.Advance(sizeof(int));
        return this;
    }
}
