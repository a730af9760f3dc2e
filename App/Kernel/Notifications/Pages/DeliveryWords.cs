using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Reading;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Notifications.Templates;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>What became of a delivery, in a sentence.</summary>
internal sealed class DeliveryWords(TextCatalog texts, Func<DateTimeOffset, string> show)
{
    public string Of(DeliveryLine line) => line.State switch
    {
        NotificationState.Skipped => texts.Format("Delivery.Skipped", line.Silence is { } silence ? texts.Of(silence) : ""),
        NotificationState.Failed => Answered("Delivery.Failed", line),
        NotificationState.Sending => texts["Delivery.Sending"],
        NotificationState.Sent => Sent(line),
        _ when line.Attempts > 0 => texts.Format("Delivery.Again", show(line.DueAt)),
        _ when line.Hold is Hold.None => texts["Delivery.Pending"],
        _ => texts.Format($"Delivery.Held.{line.Hold}", show(line.DueAt)),
    };

    /// <summary>What was told. A template is named by its code, which stays when the template is gone.</summary>
    public string KindOf(DeliveryLine line) => line.Kind.StartsWith(NotificationTemplate.KindPrefix, StringComparison.Ordinal)
        ? texts.Format("Deliveries.Template", line.Kind[NotificationTemplate.KindPrefix.Length..])
        : texts[$"News.{line.Kind}"];

    public static string Tone(NotificationState state) => state switch
    {
        NotificationState.Pending => "wait",
        NotificationState.Sending => "run",
        NotificationState.Sent => "run",
        NotificationState.Failed => "bad",
        _ => "done",
    };

    private string Sent(DeliveryLine line) => line switch
    {
        { Channel: NotificationChannel.Mail, MailState: { } state } => texts.Format("Delivery.Sent.MailState", texts.Of(state)),
        { Channel: { } channel } => texts[$"Delivery.Sent.{channel}"],
        _ => texts.Of(line.State),
    };

    private string Answered(string key, DeliveryLine line) => line.Answer is { Length: > 0 } answer ? texts.Format($"{key}.Answer", answer) : texts[key];
}
