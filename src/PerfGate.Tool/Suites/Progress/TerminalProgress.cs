using PerfGate.Tool.Phrasing;
using Spectre.Console;

namespace PerfGate.Tool.Suites.Progress;

/// <summary>Progress in a terminal: one bar with what is measured now and the time that is left.</summary>
internal sealed class TerminalProgress(ProgressTask task) : IProgress<MeasureEvent>
{
    // The bar and the times want the rest of the line.
    private const int Cells = 60;

    public void Report(MeasureEvent value)
    {
        var what = value.Benchmark is null ? $"{value.Suite}: {value.Step}" : $"{value.Benchmark} ({value.Step})";
        task.Description = Markup.Escape(SafeText.Name(what, Cells));
        task.IsIndeterminate = value.Total == 0;
        if (value.Total == 0) return;
        task.MaxValue = value.Total;
        task.Value = value.Done;
    }

    /// <summary>Runs an action under a progress bar on standard error, so that standard output stays the report.</summary>
    public static Task<T> RunAsync<T>(TextWriter error, bool color, Func<IProgress<MeasureEvent>, Task<T>> action)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = color ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(error),
        });
        return console.Progress()
            .AutoClear(enabled: true)
            .HideCompleted(enabled: true)
            .Columns(
                new SpinnerColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => action(new TerminalProgress(context.AddTask("preparing"))));
    }
}
