using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Suites.Progress;
using Spectre.Console;

namespace PerfGate.Tool.Tests.Suites;

public sealed class TerminalProgressTests
{
    [Theory]
    [InlineData("Shop.Cart.\u001b[2JTotal", "Shop.Cart.[[2JTotal (screening)")]
    [InlineData("Shop.\u202eCart.Total", "Shop.Cart.Total (screening)")]
    public void A_name_is_text_and_nothing_else_to_the_terminal(string name, string shown) => Shown(name).ShouldBe(shown);

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var shown = Shown(new string('x', shift) + string.Concat(Enumerable.Repeat("\U0001F600", 80)));

            shown.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
            SafeText.Cells(shown).ShouldBeLessThanOrEqualTo(60);
            shown.ShouldEndWith(" (screening)");
        }
    }

    private static string Shown(string benchmark)
    {
        var task = new ProgressTask(1, "preparing", 1);
        new TerminalProgress(task).Report(new MeasureEvent("Bench", "screening", benchmark, 0, 3));
        return task.Description;
    }
}
