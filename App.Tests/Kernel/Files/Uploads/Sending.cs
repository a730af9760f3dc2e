using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpsFlux.Kernel.Files;

namespace OpsFlux.Tests.Kernel.Files.Uploads;

/// <summary>What the server answered: the code of a refusal and its sentence, or none.</summary>
public sealed record Sent(int Status, string? Code, string? Title);

/// <summary>Uploads as a browser does them, and as no browser would.</summary>
internal static class Sending
{
    public static Task<Sent> UploadAsync(this HttpClient client, Guid ticket, string name, byte[] content, bool isInternal = false) =>
        client.UploadToAsync($"/files/ticket/{ticket}", isInternal, (name, content));

    public static async Task<Sent> UploadToAsync(this HttpClient client, string address, bool isInternal, params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        if (isInternal) form.Add(new StringContent("true"), "internal");
        foreach (var (name, content) in files)
        {
            // As browsers write it: the name's own bytes, a quote as %22.
            var part = new ByteArrayContent(content);
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"");
            form.Add(part);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        using var response = await client.SendAsync(request);
        return Read((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A connection that sends this head and then whatever the test writes.</summary>
    public static async Task<NetworkStream> RawUploadAsync(this HttpClient client, Guid ticket, string lengthHeader)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port);   // set where the client is made
        var stream = new NetworkStream(socket, ownsSocket: true);
        var own = client.DefaultRequestHeaders;
        var head = $"POST /files/ticket/{ticket} HTTP/1.1\r\nHost: {client.BaseAddress.Authority}\r\n"
            + $"{FilesWeb.PersonHeader}: {own.GetValues(FilesWeb.PersonHeader).First()}\r\n{FilesWeb.TokenHeader}: {own.GetValues(FilesWeb.TokenHeader).First()}\r\n"
            + $"Cookie: {own.GetValues("X-Test-Cookie").First()}\r\nContent-Type: multipart/form-data; boundary=limite\r\n{lengthHeader}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        return stream;
    }

    public static byte[] PartHead(string name) =>
        Encoding.UTF8.GetBytes($"--limite\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");

    /// <summary>Reads an answer to its end, which the server makes by closing.</summary>
    public static async Task<Sent> AnswerAsync(this NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer)) > 0 && !text.ToString().Contains("\r\n0\r\n\r\n", StringComparison.Ordinal);) text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // A reset after the answer, because we were still sending.
        }

        var answer = text.ToString();
        return Read(int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), Regex.Match(answer, @"\{.*\}").Value);
    }

    public static string[] NamesOf(IEnumerable<Attachment> files) => [.. files.Select(f => f.Name)];

    private static Sent Read(int status, string body)
    {
        if (!body.StartsWith('{')) return new(status, null, null);
        using var json = JsonDocument.Parse(body);
        string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new(status, Text("code"), Text("title"));
    }
}
