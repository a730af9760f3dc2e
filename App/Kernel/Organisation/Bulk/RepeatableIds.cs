using System.Buffers.Binary;

namespace OpsFlux.Kernel.Organisation.Bulk;

/// <summary>UUIDs of version 7 as the application makes them, the same ones in every run.</summary>
public static class RepeatableIds
{
    public static Guid At(DateTimeOffset instant, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, instant.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(bytes);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));   // version 7
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));   // variant of RFC 9562
        return new(bytes, bigEndian: true);
    }
}
