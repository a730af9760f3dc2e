using System.Text.Json;
using Microsoft.Playwright;

namespace OpsFlux.Tests.Browser;

/// <summary>Runs axe-core in a page.</summary>
internal static class Axe
{
    private const string Run = """
        async (rules) => {
            // Bars that float over the page are laid into it meanwhile: what they half cover where it happens to be scrolled is no fault.
            const bars = [...document.querySelectorAll('body *')].filter(e => ['fixed', 'sticky'].includes(getComputedStyle(e).position) && !e.closest('dialog, [popover]'));
            const before = bars.map(e => e.style.position);
            bars.forEach(e => e.style.position = 'static');
            // Colours on their way to others, after a change of scheme, are nobody's colours. What turns for ever has no end to go to.
            document.getAnimations().forEach(a => { try { a.finish(); } catch { } });
            const found = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
            bars.forEach((e, i) => e.style.position = before[i]);
            return JSON.stringify(found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
                .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.failureSummary.split('\n')[1] ?? ''}`)));
        }
        """;

    private static readonly string[] All = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>What a scheme can change of a page: its colours.</summary>
    private static readonly string[] Colours = ["color-contrast", "link-in-text-block"];

    /// <summary>Serious and critical faults, each with its rule and element.</summary>
    /// <param name="onlyColours">The page was looked through in another scheme.</param>
    public static async Task<IEnumerable<string>> FaultsAsync(IPage page, string where, bool onlyColours = false)
    {
        // The page's policy forbids foreign scripts, so the checker is evaluated rather than added.
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(await File.ReadAllTextAsync(AxeTheoryAttribute.Script));
        var json = await page.EvaluateAsync<string>(Run, onlyColours ? Colours : All);
        return (JsonSerializer.Deserialize<string[]>(json) ?? []).Select(fault => $"{where}: {fault}");
    }
}
