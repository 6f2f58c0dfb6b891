using System.Text.Json.Nodes;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Doctor;

/// <summary>What a machine's readings mean for measuring on it.</summary>
/// <param name="reading">What it tells.</param>
/// <param name="timer">What its clock can tell apart.</param>
/// <param name="busy">What others did on all cores while nothing was measured; null where the system does not tell.</param>
internal sealed class MachineFacts(MachineReading reading, TimerReading timer, Disturbance? busy)
{
    private const double Gigabyte = 1 << 30;

    // Shares of processor time from which on a reader should know.
    private const double Busy = 0.15;
    private const double Stolen = 0.01;
    private const double Throttled = 0.01;

    private static readonly HashSet<string> SlowClocks =
        new(StringComparer.Ordinal) { "hpet", "acpi_pm", "jiffies", "refined-jiffies", "xen" };

    public IEnumerable<Finding> All() => [Processor(), Timer(), Governor(), Load(), Host(), Steal(), CpuLimit(), Memory()];

    private Finding Processor()
    {
        var name = SafeText.Clean(reading.Processor ?? "unknown processor");
        var advice = reading.Cores > 1
            ? null
            : "Use a machine with two cores or more: on one, everything else interrupts what is measured.";
        var fact = $"{name}, {Phrase.Count(reading.Cores, "logical core")}; {SafeText.Clean(reading.System)}";
        var values = new JsonObject { ["name"] = reading.Processor, ["logicalCores"] = reading.Cores, ["system"] = reading.System };
        return Of("processor", fact, advice, values);
    }

    private Finding Timer()
    {
        var source = reading.ClockSource is null ? "" : $", from {reading.ClockSource}";
        var isSlow = timer.Step > 1_000 || timer.Cost > 1_000 || (reading.ClockSource is { } clock && SlowClocks.Contains(clock));
        var values = new JsonObject
        {
            ["stepNanoseconds"] = Number(timer.Step),
            ["readNanoseconds"] = Number(timer.Cost),
            ["clockSource"] = reading.ClockSource,
        };
        return Of(
            "timer",
            $"steps of {Quantity.Text(timer.Step, "ns")}, read in {Quantity.Text(timer.Cost, "ns")}{source}",
            isSlow ? "Let the kernel take the time from the processor (clock source tsc, kvm-clock or arch_sys_counter)." : null,
            values);
    }

    private Finding Governor()
    {
        var values = new JsonObject { ["governors"] = new JsonArray([.. reading.Governors.Select(governor => (JsonNode)governor)]) };
        if (reading.Governors.Count == 0) return Unknown("governor", "it is not shown here, as in most virtual machines", values);
        var advice = reading.Governors is ["performance"]
            ? null
            : "Keep the frequency steady while measuring: 'sudo cpupower frequency-set -g performance'.";
        return Of("governor", string.Join(", ", reading.Governors), advice, values);
    }

    private Finding Load()
    {
        var values = new JsonObject { ["oneMinute"] = Number(reading.Load), ["busyShare"] = Number(busy?.Others) };
        if (reading.Load is null && busy is null) return Unknown("load", "the system does not tell how busy it is", values);
        var facts = new List<string>();
        if (busy is not null) facts.Add($"{Change.Percent(busy.Others)} busy now");
        var cores = Phrase.Count(reading.Cores, "core");
        if (reading.Load is { } load) facts.Add(Wording.Invariant($"load {load:0.0} in the last minute on {cores}"));
        var isBusy = busy?.Others > Busy || reading.Load > reading.Cores;
        var advice = isBusy ? "Stop what else runs here, or wait: lockstep cancels most of it." : null;
        return Of("load", string.Join(", ", facts), advice, values);
    }

    private Finding Host()
    {
        var product = reading.Product is null ? "" : $" ({SafeText.Name(reading.Product)})";
        var kind = reading.IsGuest switch { true => $"virtual machine{product}", false => $"no virtual machine{product}", _ => null };
        var values = new JsonObject { ["virtual"] = reading.IsGuest, ["product"] = reading.Product, ["container"] = reading.IsContainer };
        var facts = new[] { kind, reading.IsContainer ? "in a container" : null }.OfType<string>().ToList();
        return facts.Count == 0
            ? Unknown("virtualisation", "the system does not tell whether it is virtual", values)
            : Of("virtualisation", string.Join(", ", facts), null, values);
    }

    private Finding Steal()
    {
        var values = new JsonObject { ["sinceStart"] = Number(reading.Stolen), ["now"] = Number(busy?.Stolen) };
        if (reading.Stolen is not { } stolen) return Unknown("steal", "the system does not tell what its host gives to others", values);
        var now = busy is null ? "" : $", {Change.Percent(busy.Stolen)} now";
        var isMuch = stolen > Stolen || busy?.Stolen > Stolen;
        var fact = $"{Change.Percent(stolen)} taken by other machines since the start{now}";
        return Of("steal", fact, isMuch ? "Prefer a machine of your own, or a larger runner." : null, values);
    }

    private Finding CpuLimit()
    {
        var throttled = reading.Throttling is { Periods: > 0 } counted ? (double)counted.Throttled / counted.Periods : 0;
        var values = new JsonObject
        {
            ["cpuLimit"] = Number(reading.CpuLimit),
            ["throttledShare"] = reading.Throttling is null ? null : Number(throttled),
        };

        // Most systems without control groups have no such limit.
        if (reading.CpuLimit is not { } limit) return Of("cgroup", "unknown: the system tells of no limit", null, values);
        var fact = double.IsInfinity(limit) ? "no limit on processor time" : Wording.Invariant($"at most {limit:0.##} cores");
        if (throttled > 0) fact += $", held back in {Change.Percent(throttled)} of the periods";
        var isTight = limit < 2 || throttled > Throttled || busy?.Throttled == true;
        var advice = isTight ? "Allow the container two cores or more: it is stopped while it measures when its share is used up." : null;
        return Of("cgroup", fact, advice, values);
    }

    private Finding Memory()
    {
        var advice = reading.Memory < Gigabyte ? "Allow 1 GB or more: building and measuring a suite takes several processes." : null;
        return Of("memory", $"{Quantity.Text(reading.Memory, "B")} may be used", advice, new() { ["bytes"] = Number(reading.Memory) });
    }

    private static Finding Of(string name, string fact, string? advice, JsonObject values) =>
        new(Area.Machine, name, advice is null ? Mark.Ok : Mark.Note, fact, advice) { Values = values };

    private static Finding Unknown(string name, string why, JsonObject values) =>
        Of(name, $"unknown: {why}", "Nothing to do: the self-test shows what it comes to.", values);

    private static JsonValue? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
