using System.Text.Json.Nodes;
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

    private static readonly HashSet<string> SlowClocks = new(StringComparer.Ordinal) { "hpet", "acpi_pm", "jiffies", "refined-jiffies", "xen" };

    public IEnumerable<Finding> All() => [Processor(), Timer(), Governor(), Load(), Host(), Steal(), CpuLimit(), Memory()];

    private Finding Processor() => new(Area.Machine, "processor", reading.Cores > 1 ? Mark.Ok : Mark.Note,
        $"{SafeText.Clean(reading.Processor ?? "unknown processor")}, {Wording.Count(reading.Cores, "logical core")}; {SafeText.Clean(reading.System)}",
        reading.Cores > 1 ? null : "Use a machine with two cores or more: on one, everything else interrupts what is measured.")
    {
        Values = new JsonObject { ["name"] = reading.Processor, ["logicalCores"] = reading.Cores, ["system"] = reading.System },
    };

    private Finding Timer()
    {
        var source = reading.ClockSource is null ? "" : $", from {reading.ClockSource}";
        var isSlow = timer.Step > 1_000 || timer.Cost > 1_000 || (reading.ClockSource is { } clock && SlowClocks.Contains(clock));
        return new Finding(Area.Machine, "timer", isSlow ? Mark.Note : Mark.Ok,
            $"steps of {Quantity.Text(timer.Step, "ns")}, read in {Quantity.Text(timer.Cost, "ns")}{source}",
            isSlow ? "Let the kernel take the time from the processor (clock source tsc, kvm-clock or arch_sys_counter)." : null)
        {
            Values = new JsonObject { ["stepNanoseconds"] = Number(timer.Step), ["readNanoseconds"] = Number(timer.Cost), ["clockSource"] = reading.ClockSource },
        };
    }

    private Finding Governor()
    {
        var values = new JsonObject { ["governors"] = new JsonArray([.. reading.Governors.Select(governor => (JsonNode)governor)]) };
        if (reading.Governors.Count == 0) return Unknown("governor", "the system does not show how it chooses frequencies, as is usual in a virtual machine", values);
        var isSteady = reading.Governors is ["performance"];
        return new Finding(Area.Machine, "governor", isSteady ? Mark.Ok : Mark.Note, string.Join(", ", reading.Governors),
            isSteady ? null : "Keep the frequency steady while measuring: 'sudo cpupower frequency-set -g performance'.") { Values = values };
    }

    private Finding Load()
    {
        var values = new JsonObject { ["oneMinute"] = Number(reading.Load), ["busyShare"] = Number(busy?.Others) };
        if (reading.Load is null && busy is null) return Unknown("load", "the system does not tell how busy it is", values);
        var now = busy is null ? "" : $"{Share(busy.Others)} of the processor time is taken at this moment";
        var minute = reading.Load is { } load ? Wording.Invariant($"load {load:0.0} over the last minute on {Wording.Count(reading.Cores, "core")}") : "";
        var isBusy = busy?.Others > Busy || reading.Load > reading.Cores;
        return new Finding(Area.Machine, "load", isBusy ? Mark.Note : Mark.Ok, string.Join(", ", new[] { now, minute }.Where(text => text.Length > 0)),
            isBusy ? "Stop what else runs here, or wait: taking turns cancels most of it, not all." : null) { Values = values };
    }

    private Finding Host()
    {
        var kind = reading.IsGuest switch { true => "virtual machine", false => "no virtual machine", _ => null };
        var values = new JsonObject { ["virtual"] = reading.IsGuest, ["product"] = reading.Product, ["container"] = reading.IsContainer };
        if (kind is null && !reading.IsContainer) return Unknown("virtualisation", "the system does not tell whether it is a virtual machine", values);
        var product = reading.Product is null ? "" : $" ({SafeText.Name(reading.Product)})";
        var container = reading.IsContainer ? $"{(kind is null ? "" : ", ")}in a container" : "";
        return new Finding(Area.Machine, "virtualisation", Mark.Ok, kind + (kind is null ? "" : product) + container) { Values = values };
    }

    private Finding Steal()
    {
        var values = new JsonObject { ["sinceStart"] = Number(reading.Stolen), ["now"] = Number(busy?.Stolen) };
        if (reading.Stolen is not { } stolen) return Unknown("steal", "the system does not tell what its host gives to others", values);
        var isMuch = stolen > Stolen || busy?.Stolen > Stolen;
        var now = busy is null ? "" : $", {Share(busy.Stolen)} at this moment";
        return new Finding(Area.Machine, "steal", isMuch ? Mark.Note : Mark.Ok, $"{Share(stolen)} of the time since the start went to other machines{now}",
            isMuch ? "Prefer a machine of your own, or a larger runner; launches that others disturb are measured again." : null) { Values = values };
    }

    private Finding CpuLimit()
    {
        var throttled = reading.Throttling is { Periods: > 0 } counted ? (double)counted.Throttled / counted.Periods : 0;
        var values = new JsonObject { ["cpuLimit"] = Number(reading.CpuLimit), ["throttledShare"] = reading.Throttling is null ? null : Number(throttled) };
        if (reading.CpuLimit is not { } limit) return Unknown("cgroup", "the system tells of no limits on processor time", values) with { Mark = Mark.Ok, Next = null };
        var isTight = limit < 2 || throttled > Throttled || busy?.Throttled == true;
        var fact = double.IsInfinity(limit) ? "no limit on processor time" : Wording.Invariant($"at most {limit:0.##} cores");
        if (throttled > 0) fact += $", held back in {Share(throttled)} of the periods";
        return new Finding(Area.Machine, "cgroup", isTight ? Mark.Note : Mark.Ok, fact,
            isTight ? "Allow the container two cores or more: it is stopped in the middle of a measurement when its share is used up." : null) { Values = values };
    }

    private Finding Memory()
    {
        var isLittle = reading.Memory < Gigabyte;
        return new Finding(Area.Machine, "memory", isLittle ? Mark.Note : Mark.Ok, $"{Quantity.Text(reading.Memory, "B")} may be used",
            isLittle ? "Allow 1 GB or more: building and measuring a suite takes several processes." : null) { Values = new JsonObject { ["bytes"] = Number(reading.Memory) } };
    }

    private static Finding Unknown(string name, string why, JsonObject values) =>
        new(Area.Machine, name, Mark.Note, $"unknown: {why}", "Nothing to set here; the self-test shows what it comes to.") { Values = values };

    private static string Share(double share) => Change.Percent(share);

    private static JsonValue? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
