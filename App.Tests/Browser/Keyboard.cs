using Microsoft.Playwright;

namespace OpsFlux.Tests.Browser;

/// <summary>
/// Somebody who uses a page without a mouse: walks with Tab, reads what has the focus, types, and presses keys. Nothing is
/// clicked or focused by the script, so what cannot be reached by keyboard fails.
/// </summary>
internal sealed class Keyboard(IPage page)
{
    private const int LongestWalk = 150;

    /// <summary>What a screen reader would say of the element with the focus: its name, else its text or label.</summary>
    private const string NameOfFocus = """
        () => {
            const e = document.activeElement;
            if (!e || e === document.body) return '';
            const by = (e.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.innerText ?? '').join(' ').trim();
            const label = e.labels?.length ? [...e.labels].map(l => l.innerText).join(' ') : '';
            return (e.getAttribute('aria-label') || by || label || e.innerText || e.value || e.placeholder || '').trim();
        }
        """;

    private const string FocusIsSeen = """
        () => {
            const e = document.activeElement;
            const box = (e.matches('input[type=radio]') ? e.closest('label') ?? e : e).getBoundingClientRect();
            return box.width > 0 && box.height > 0;
        }
        """;

    public IPage Page => page;

    /// <summary>Presses Tab until something has this name. Fails after a whole round.</summary>
    public async Task GoToAsync(string name)
    {
        var met = new List<string>();
        for (var step = 0; step < LongestWalk; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string>(NameOfFocus);
            if (at.Contains(name, StringComparison.OrdinalIgnoreCase) && await page.EvaluateAsync<bool>(FocusIsSeen)) return;
            met.Add(at.ReplaceLineEndings(" "));
        }

        throw new InvalidOperationException($"Tab never reaches '{name}' on {page.Url}. Met: {string.Join(" | ", met.Distinct())}");
    }

    public async Task PressAsync(string name, string key = "Enter")
    {
        await GoToAsync(name);
        await page.Keyboard.PressAsync(key);
    }

    public async Task TypeAsync(string name, string text)
    {
        await GoToAsync(name);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>
    /// Picks from a drop-down by typing the beginning of the option: up to its first accent, since the driver commits accents
    /// as text, which goes past the drop-down into the next field.
    /// </summary>
    public async Task PickAsync(string name, string option)
    {
        await GoToAsync(name);
        await page.Keyboard.TypeAsync(string.Concat(option.TakeWhile(char.IsAscii)));
    }
}
