using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Configuration;

public sealed class ConfigurationReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("perfgate-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_property_is_read()
    {
        Write("""
            {
              "$schema": "./perfgate.schema.json",
              // comments and a trailing comma are welcome
              "projects": ["bench/A.csproj"],
              "framework": "net10.0",
              "filter": ["*Parse*"],
              "environment": "nightly",
              "measure": { "launches": 5, "arguments": ["--job", "short"] },
              "gate": {
                "failOn": "minor", "severity": "certified", "minor": "5%", "major": "12.5%", "critical": "40%",
                "tolerance": "1%", "missing": "warn", "inconclusive": "fail", "metrics": ["time"]
              },
              "rules": [{ "pattern": "*X*", "metric": "time", "minor": "3%", "failOn": "never", "tolerance": "2%", "missing": "ignore" }],
              "accepted": [{ "pattern": "*Y*", "metric": "allocated", "upTo": "15%", "reason": "new format", "until": "2026-12-31" }],
            }
            """);

        var settings = Resolve(new CommandLineValues());

        settings.Projects.ShouldBe([Path.Combine(_folder.FullName, "bench", "A.csproj")]);
        settings.Framework.ShouldBe("net10.0");
        settings.Filter.ShouldBe(["*Parse*"]);
        settings.EnvironmentName.ShouldBe("nightly");
        settings.Measure.Launches.ShouldBe(5);
        settings.LaunchArguments.ShouldBe(["--job", "short"]);
        var policy = settings.Policy;
        policy.FailOn.ShouldBe(FailOn.Minor);
        policy.Basis.ShouldBe(SeverityBasis.Certified);
        policy.Limits.ShouldBe(new SeverityLimits(0.05, 0.125, 0.40));
        policy.ExactTolerance.ShouldBe(0.01);
        policy.Missing.ShouldBe(Reaction.Warn);
        policy.Inconclusive.ShouldBe(Reaction.Fail);
        policy.Metrics.ShouldBe(["time"]);
        policy.Rules.ShouldBe([new PolicyRule("*X*", "time", 0.03, FailOn: FailOn.Never, Tolerance: 0.02, Missing: Reaction.Ignore)]);
        policy.Accepted.ShouldBe([new AcceptedRegression("*Y*", "allocated", 0.15, "new format", new DateOnly(2026, 12, 31))]);
    }

    [Fact]
    public void Without_a_file_the_defaults_hold()
    {
        var settings = Resolve(new CommandLineValues());

        settings.Policy.Limits.ShouldBe(new SeverityLimits(0.10, 0.25, 0.50));
        settings.Policy.FailOn.ShouldBe(FailOn.Major);
        settings.Measure.SequentialLaunches.ShouldBe(3);
        settings.Measure.LockstepLaunches(benchmarks: 9).ShouldBe(3);
        settings.Measure.LockstepLaunches(benchmarks: 10).ShouldBe(1);
        settings.Filter.ShouldBe(["*"]);
        settings.Projects.ShouldBeEmpty();
    }

    [Fact]
    public void A_flag_wins_over_a_variable_which_wins_over_the_file_which_wins_over_the_default()
    {
        Write("""{ "gate": { "failOn": "critical" }, "measure": { "launches": 7 } }""");

        Resolve(new CommandLineValues { FailOn = "minor" }, ("PERFGATE_FAIL_ON", "never")).Policy.FailOn.ShouldBe(FailOn.Minor);
        Resolve(new CommandLineValues(), ("PERFGATE_FAIL_ON", "never")).Policy.FailOn.ShouldBe(FailOn.Never);
        Resolve(new CommandLineValues()).Policy.FailOn.ShouldBe(FailOn.Critical);
        Resolve(new CommandLineValues(), ("PERFGATE_LAUNCHES", "4")).Measure.Launches.ShouldBe(4);
        Resolve(new CommandLineValues(), ("NO_COLOR", "1")).Color.ShouldBeFalse();
        Resolve(new CommandLineValues(), ("NO_COLOR", "")).Color.ShouldBeTrue();
        Resolve(new CommandLineValues(), ("TERM", "dumb")).Color.ShouldBeFalse();
        Resolve(new CommandLineValues(), ("TERM", "xterm-256color")).Color.ShouldBeTrue();
    }

    [Fact]
    public void A_switch_of_the_command_line_wins_too()
    {
        Write("""{ "publish": { "checkRun": true, "required": true } }""");
        var off = new CommandLineValues { CheckRun = false, RequirePublish = false, NoColor = false };

        Resolve(new CommandLineValues()).Publish.ShouldSatisfyAllConditions(
            publish => publish.CheckRun.ShouldBeTrue(),
            publish => publish.Required.ShouldBeTrue());
        Resolve(off, ("PERFGATE_CHECK_RUN", "true"), ("NO_COLOR", "1")).ShouldSatisfyAllConditions(
            settings => settings.Publish.CheckRun.ShouldBeFalse(),
            settings => settings.Publish.Required.ShouldBeFalse(),
            settings => settings.Color.ShouldBeTrue());
        Resolve(new CommandLineValues(), ("PERFGATE_CHECK_RUN", "false")).Publish.CheckRun.ShouldBeFalse();
    }

    [Fact]
    public void What_is_empty_says_nothing()
    {
        Write("""{ "filter": ["*File*"], "environment": "file" }""");
        var empty = new CommandLineValues
        {
            Against = "",
            Projects = [""],
            Filter = ["", ""],
            Framework = "",
            Environment = "",
            Timeout = "",
            FailOn = "",
            CommentKey = "",
        };

        var settings = Resolve(empty);

        settings.Against.ShouldBeNull();
        settings.Projects.ShouldBeEmpty();
        settings.Filter.ShouldBe(["*File*"]);
        settings.Framework.ShouldBeNull();
        settings.EnvironmentName.ShouldBe("file");
        settings.Measure.Timeout.ShouldBe(TimeSpan.FromMinutes(5));
        settings.Policy.FailOn.ShouldBe(FailOn.Major);
        settings.Publish.Key.ShouldBeNull();
        Resolve(empty, ("PERFGATE_AGAINST", "v1")).Against.ShouldBe("v1");
        Resolve(empty with { Filter = ["", "*Flag*"] }).Filter.ShouldBe(["*Flag*"]);
    }

    [Fact]
    public void An_empty_list_of_filters_or_projects_says_nothing()
    {
        Write("""{ "projects": [], "filter": [], "rules": [], "accepted": [] }""");

        var settings = Resolve(new CommandLineValues());

        settings.Projects.ShouldBeEmpty();
        settings.Filter.ShouldBe(["*"]);
    }

    [Fact]
    public void How_it_is_measured_is_read_from_the_file()
    {
        Write("""
            { "measure": { "mode": "side-by-side", "budget": "10m", "maxPairs": 24, "timeout": "90s", "benchmarksFrom": "base" } }
            """);

        Resolve(new CommandLineValues()).Measure.ShouldBe(new MeasureSettings(
            MeasureMode.SideBySide, null, TimeSpan.FromMinutes(10), 24, TimeSpan.FromSeconds(90), BenchmarkSource.Base));
    }

    [Fact]
    public void The_nearest_file_upward_is_taken_but_not_beyond_the_repository()
    {
        Write("""{ "environment": "outer" }""");
        var repository = _folder.CreateSubdirectory("repository");
        repository.CreateSubdirectory(".git");
        var deep = repository.CreateSubdirectory("src").CreateSubdirectory("deep");

        ConfigurationReader.Load(null, deep.FullName).Content.Environment.ShouldBeNull();

        File.WriteAllText(Path.Combine(repository.FullName, "perfgate.json"), """{ "environment": "inner" }""");
        var found = ConfigurationReader.Load(null, deep.FullName);
        found.Content.Environment.ShouldBe("inner");
        found.Folder.ShouldBe(repository.FullName);
    }

    [Theory]
    [InlineData("--fail-on", "sometimes")]
    [InlineData("--format", "html")]
    [InlineData("--verbosity", "loud")]
    [InlineData("--launches", "0")]
    [InlineData("--launches", "three")]
    public void A_value_that_no_option_takes_is_named_with_the_choices(string option, string value)
    {
        var flags = option switch
        {
            "--fail-on" => new CommandLineValues { FailOn = value },
            "--format" => new CommandLineValues { Format = value },
            "--verbosity" => new CommandLineValues { Verbosity = value },
            _ => new CommandLineValues { Launches = value },
        };

        var error = Should.Throw<PerfGateException>(() => Resolve(flags));

        error.Code.ShouldBe(ErrorCode.InvalidArguments);
        error.Origin.ShouldBe(option);
        error.Message.ShouldContain($"'{value}'");
    }

    [Theory]
    [InlineData("PERFGATE_TIMEOUT", "5 min", "is not a time")]
    [InlineData("PERFGATE_MODE", "fast", "is not one of auto, side-by-side, stored")]
    [InlineData("PERFGATE_MAX_PAIRS", "3", "is not a number from 8 to 100")]
    [InlineData("PERFGATE_FAIL_ON", "sometimes", "is not one of minor")]
    [InlineData("PERFGATE_CHECK_RUN", "perhaps", "neither true nor false")]
    public void A_value_that_no_variable_takes_is_named_by_the_variable(string variable, string value, string text)
    {
        var error = Should.Throw<PerfGateException>(() => Resolve(new CommandLineValues(), (variable, value)));

        error.Code.ShouldBe(ErrorCode.InvalidArguments);
        error.Origin.ShouldBe(variable);
        error.Message.ShouldContain(text);
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder.FullName, "perfgate.json");
        File.WriteAllText(path, content);
        return path;
    }

    private Settings Resolve(CommandLineValues flags, params (string Name, string Value)[] variables) => Settings.Resolve(
        flags,
        variables.ToDictionary(variable => variable.Name, variable => variable.Value),
        ConfigurationReader.Load(null, _folder.FullName),
        _folder.FullName);
}
