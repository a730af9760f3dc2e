using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpsFlux.Kernel.Web;

internal static class Focusing
{
    /// <summary>
    /// Gives the focus to an element. One that a live redraw has taken away in the meantime is let be: the framework throws
    /// then, and a page must not end over where the focus stands.
    /// </summary>
    public static async ValueTask TryFocusAsync(this ElementReference element, bool preventScroll = false)
    {
        if (element.Context is null) return;    // never drawn
        try
        {
            await element.FocusAsync(preventScroll);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // Gone.
        }
    }
}
