using PerfGate.Tool.Doctor;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Tests.Doctor;

public sealed class MachineFactsTests
{
    private static readonly TimerReading FineTimer = new(20, 25);

    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        ["/proc/cpuinfo"] = "model name\t: Xeon\nflags\t\t: fpu tsc\n",
        ["/proc/loadavg"] = "0.10 0.2 0.3 1/82 7",
        ["/proc/stat"] = "cpu  100 0 100 800 0 0 0 0 0 0\n",
        ["/proc/self/cgroup"] = "0::/outer/inner\n",
        ["/sys/fs/cgroup/outer/inner/cpu.max"] = "max 100000\n",
        ["/sys/fs/cgroup/outer/inner/memory.max"] = "max\n",
        ["/sys/devices/system/clocksource/clocksource0/current_clocksource"] = "tsc\n",
        ["/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"] = "performance\n",
        ["/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor"] = "performance\n",
    };

    [Fact]
    public void A_quiet_machine_is_all_right() => Judge([]).ShouldAllBe(finding => finding.Mark == Mark.Ok && finding.Next == null);

    [Theory]
    [InlineData("governor", "/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave", "performance, powersave")]
    [InlineData("timer", "/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet", "from hpet")]
    [InlineData("load", "/proc/loadavg", "5.50 1 1 1/8 7", "load 5.5")]
    [InlineData("steal", "/proc/stat", "cpu  100 0 100 700 0 0 0 100 0 0\n", "10 %")]
    [InlineData("cgroup", "/sys/fs/cgroup/outer/cpu.max", "150000 100000", "at most 1.5 cores")]
    [InlineData("cgroup", "/sys/fs/cgroup/outer/inner/cpu.stat", "nr_periods 100\nnr_throttled 20\n", "held back in 20 %")]
    [InlineData("memory", "/sys/fs/cgroup/outer/memory.max", "536870912", "512 MB")]
    public void What_disturbs_is_a_note_with_the_fact_and_what_to_do(string name, string path, string text, string fact)
    {
        var findings = Judge(new(StringComparer.Ordinal) { [path] = text });

        var noted = findings.Where(finding => finding.Mark != Mark.Ok).ShouldHaveSingleItem();
        noted.Name.ShouldBe(name);
        noted.Mark.ShouldBe(Mark.Note);
        noted.Fact.ShouldContain(fact);
        noted.Next.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Others_on_the_processor_are_noted_at_once()
    {
        var findings = new MachineFacts(Reading([]), FineTimer, new Disturbance(Others: 0.5, Stolen: 0.2, Throttled: false)).All();

        findings.Where(finding => finding.Mark == Mark.Note).Select(finding => finding.Name).ShouldBe(["load", "steal"]);
    }

    [Fact]
    public void What_a_system_does_not_tell_is_called_unknown()
    {
        var reading = MachineReading.OfLinux(_ => null, cores: 2, "a system", memory: 8e9);

        var unknown = new MachineFacts(reading, FineTimer, busy: null).All()
            .Where(finding => finding.Fact.StartsWith("unknown", StringComparison.Ordinal));

        unknown.Select(finding => finding.Name).ShouldBe(["processor", "governor", "load", "virtualisation", "steal", "cgroup"]);
    }

    [Fact]
    public void A_coarse_clock_is_noted() => new MachineFacts(Reading([]), new TimerReading(15_600_000, 20), busy: null).All()
        .Single(finding => finding.Name == "timer").Mark.ShouldBe(Mark.Note);

    [Fact]
    public void The_clock_of_this_machine_moves()
    {
        var reading = TimerReading.Take(TimeProvider.System);

        reading.Step.ShouldBeGreaterThan(0);
        reading.Cost.ShouldBeGreaterThan(0);
    }

    private static List<Finding> Judge(Dictionary<string, string> changes) =>
        [.. new MachineFacts(Reading(changes), FineTimer, busy: null).All()];

    private static MachineReading Reading(Dictionary<string, string> changes) =>
        MachineReading.OfLinux(path => changes.GetValueOrDefault(path) ?? Good.GetValueOrDefault(path), cores: 2, "a system", memory: 8e9);
}
