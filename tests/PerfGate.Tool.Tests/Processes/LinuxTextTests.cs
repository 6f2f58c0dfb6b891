using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Tests.Processes;

/// <summary>Texts as Linux machines of several kinds wrote them.</summary>
public sealed class LinuxTextTests
{
    private const string Processor =
        "processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD EPYC\nflags\t\t: fpu vme tsc hypervisor lahf_lm\n"
        + "\nprocessor\t: 1\nmodel name\t: other\n";

    private const string Hybrid = "8:pids:/\n4:memory:/jobs/one\n2:cpuacct:/\n1:cpu,cpuacct:/jobs/one\n0::/\n";

    [Fact]
    public void The_processor_is_the_first_one_with_its_features()
    {
        LinuxText.Processor(Processor).ShouldBe("AMD EPYC");
        LinuxText.IsGuest(Processor).ShouldBe(true);
        LinuxText.IsGuest("model name\t: Xeon\nflags\t\t: fpu vme\n").ShouldBe(false);
        LinuxText.IsGuest("BogoMIPS\t: 108.00\nFeatures\t: fp asimd\n").ShouldBeNull();
        LinuxText.Processor("BogoMIPS\t: 108.00\n").ShouldBeNull();
    }

    [Fact]
    public void The_load_is_that_of_the_last_minute() => LinuxText.Load("3.13 4.00 5.49 1/82 14744\n").ShouldBe(3.13);

    [Fact]
    public void Stolen_time_is_a_share_of_all_time_and_guests_are_not_counted_twice()
    {
        LinuxText.Stolen("cpu  100 0 100 700 50 0 0 50 90 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n").ShouldBe(0.05);
        LinuxText.Stolen("cpu  0 0 0 0 0 0 0 0\n").ShouldBeNull();
        LinuxText.Stolen("cpu  1 2 3\n").ShouldBeNull();
    }

    [Fact]
    public void The_times_of_a_core_are_its_own()
    {
        const string text = "cpu  10 20 30 40 50 60 70 80 90 0\ncpu0 1 2 3 4 5 6 7 8 9 0\ncpu12 0 0 5 0 0 0 0 1\nintr 5\n";

        LinuxText.Times(text, core: null).ShouldBe(new ProcessorTimes(190, 80, 360));
        LinuxText.Times(text, core: 12).ShouldBe(new ProcessorTimes(5, 1, 6));
        LinuxText.Times(text, core: 1).ShouldBeNull();
        LinuxText.Times("cpu  1 2 many 4 5 6 7 8\n", core: null).ShouldBeNull();
        LinuxText.Cores(text).ShouldBe(2);
    }

    [Theory]
    [InlineData("150000 100000\n", 1.5)]
    [InlineData("max 100000\n", double.PositiveInfinity)]
    [InlineData("many 100000\n", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_limit_of_version_2_is_in_cores(string? text, double? cores) => LinuxText.CpuLimit(text).ShouldBe(cores);

    [Theory]
    [InlineData("200000\n", "100000\n", 2.0)]
    [InlineData("-1\n", "100000\n", double.PositiveInfinity)]
    [InlineData(null, "100000\n", null)]
    public void A_limit_of_version_1_is_in_cores(string? quota, string? period, double? cores) =>
        LinuxText.CpuLimit(quota, period).ShouldBe(cores);

    [Theory]
    [InlineData("max\n", double.PositiveInfinity)]
    [InlineData("9223372036854771712\n", double.PositiveInfinity)]
    [InlineData("536870912\n", 536870912.0)]
    [InlineData(null, null)]
    public void A_limit_on_memory_is_in_bytes(string? text, double? bytes) => LinuxText.MemoryLimit(text).ShouldBe(bytes);

    [Fact]
    public void Throttling_is_counted_in_periods()
    {
        LinuxText.Throttled("usage_usec 5\nnr_periods 200\nnr_throttled 7\nthrottled_usec 99\n").ShouldBe(new Throttling(200, 7));
        LinuxText.Throttled("usage_usec 5\n").ShouldBeNull();
    }

    [Fact]
    public void Groups_are_looked_for_where_their_controller_is_bound_and_upward_from_there()
    {
        LinuxText.GroupFolders("0::/user.slice/job.scope\n", "cpu")
            .ShouldBe(["/sys/fs/cgroup/user.slice/job.scope", "/sys/fs/cgroup/user.slice", "/sys/fs/cgroup"]);
        LinuxText.GroupFolders(Hybrid, "memory")
            .ShouldBe(["/sys/fs/cgroup/memory/jobs/one", "/sys/fs/cgroup/memory/jobs", "/sys/fs/cgroup/memory"]);
        LinuxText.GroupFolders(Hybrid, "cpu").ShouldContain("/sys/fs/cgroup/cpu,cpuacct/jobs/one");
        LinuxText.GroupFolders(Hybrid, "cpu").ShouldContain("/sys/fs/cgroup/cpu");
        LinuxText.GroupFolders(null, "cpu").ShouldBeEmpty();
    }
}
