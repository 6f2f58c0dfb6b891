using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using PerfGate.Tool.Commands;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("check")]
    [InlineData("compare")]
    [InlineData("run")]
    [InlineData("accept")]
    [InlineData("doctor")]
    [InlineData("init")]
    [InlineData("publish")]
    [InlineData("baseline", "update")]
    [InlineData("baseline", "list")]
    [InlineData("baseline", "show")]
    [InlineData("baseline", "fetch")]
    [InlineData("baseline", "push")]
    [InlineData("baseline", "export")]
    [InlineData("baseline", "import")]
    [InlineData("baseline", "prune")]
    [InlineData("baseline", "verify")]
    public async Task Every_command_has_help_with_examples(params string[] command)
    {
        var result = await Cli.RunAsync(_folder.Path, [.. command, "--help"]);

        result.Code.ShouldBe(ExitCode.Pass);
        result.Error.ShouldBeEmpty();
        result.Out.ShouldContain("Examples:");
        result.Out.ShouldContain($"dotnet perfgate {string.Join(' ', command)}".TrimEnd());
    }

    [Fact]
    public void No_command_has_two_options_of_one_name()
    {
        var host = new Host(
            TextWriter.Null, TextWriter.Null, new Dictionary<string, string>(StringComparer.Ordinal), _folder.Path, TimeProvider.System);
        foreach (var command in WithSubcommands(CommandTree.Create(host)))
            command.Options.SelectMany(option => option.Aliases.Append(option.Name)).ShouldBeUnique(command.Name);

        static IEnumerable<Command> WithSubcommands(Command command) => command.Subcommands.SelectMany(WithSubcommands).Prepend(command);
    }

    [Theory]
    [InlineData("chekc")]
    [InlineData("check", "--no-such-option")]
    [InlineData("compare", "only-one")]
    [InlineData("baseline", "wipe")]
    public async Task A_line_that_is_not_understood_ends_with_exit_code_2_and_the_way_to_help(params string[] args)
    {
        var result = await Cli.RunAsync(_folder.Path, args);

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain("error PG1001:");
        result.Error.ShouldContain("--help");
    }

    [Theory]
    [InlineData("check", "chekc", "--against", "HEAD")]
    [InlineData("--against", "check", "--agianst", "HEAD")]
    [InlineData("baseline", "basline", "list")]
    public async Task A_misspelt_word_is_one_error_that_says_what_it_was_to_be(string meant, params string[] args)
    {
        var result = await Cli.RunAsync(_folder.Path, args);

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain($"Did you mean '{meant}'?");
        result.Error.Split("PG1001").Length.ShouldBe(2, result.Error);
    }

    [Fact]
    public async Task A_line_without_a_command_gets_the_help_and_does_not_pass()
    {
        var result = await Cli.RunAsync(_folder.Path);

        result.Code.ShouldBe(ExitCode.Usage);
        result.Out.ShouldContain("Usage:");
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_is_no_file_of_arguments()
    {
        var accepted = await Cli.RunAsync(
            _folder.Path, "accept", "*", "--up-to", "1%", "--reason", "@team agreed", "--until", "2999-01-01");
        var revision = await Cli.RunAsync(_folder.Path, "check", "--against", "@{upstream}");

        accepted.Code.ShouldBe(ExitCode.Pass, accepted.Error);
        accepted.Out.ShouldContain("@team agreed");
        revision.Error.ShouldContain("PG3001");
        revision.Error.ShouldNotContain("PG1001");
    }

    [Theory]
    [InlineData(true, "diagnostic")]
    [InlineData(true, "", "--verbosity", "diagnostic")]
    [InlineData(true, "quiet", "-v=Diagnostic")]
    [InlineData(false, "diagnostic", "-v", "quiet")]
    [InlineData(false, "", "--report", "json=Diagnostics.json")]
    [InlineData(false, "")]
    public async Task What_caused_an_error_is_shown_to_whom_asks_for_it(bool isShown, string variable, params string[] options)
    {
        _folder.Write("perfgate.json", "{ \"gate\": ");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PERFGATE_VERBOSITY"] = variable };

        var result = await Cli.RunAsync(_folder.Path, variables, CancellationToken.None, ["compare", "a", "b", .. options]);

        result.Error.ShouldContain("PG1002");
        result.Error.Contains("JsonReaderException", StringComparison.Ordinal).ShouldBe(isShown, result.Error);
    }

    [Fact]
    public void A_switch_says_yes_or_no_or_nothing()
    {
        Said().CheckRun.HasValue.ShouldBeFalse();
        Said("--check-run").CheckRun.ShouldBe(true);
        Said("--check-run", "false").CheckRun.ShouldBe(false);
        Said("--check-run=true").CheckRun.ShouldBe(true);
        Said("--require-publish=false").RequirePublish.ShouldBe(false);

        static CommandLineValues Said(params string[] args)
        {
            var options = new PublishOptions();
            var command = new RootCommand();
            options.AddTo(command);
            return options.Read(command.Parse(args), new CommandLineValues());
        }
    }

    [Theory]
    [InlineData("html=x")]
    [InlineData("json")]
    [InlineData("json=")]
    [InlineData("2=x")]
    public async Task A_report_that_no_format_fits_is_refused_before_anything_is_read(string report)
    {
        var result = await Cli.RunAsync(_folder.Path, "compare", "a", "b", "--report", report);

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain(report is "json" or "json=" ? $"'{report}' is not FORMAT=FILE" : $"'{report.Split('=')[0]}' is no format");
    }

    [Fact]
    public async Task Init_writes_a_set_up_that_the_tool_reads_back_and_never_overwrites_it_unasked()
    {
        _folder.Write(
            "bench/B.csproj",
            """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="BenchmarkDotNet" /></ItemGroup></Project>""");

        var first = await Cli.RunAsync(_folder.Path, "init");
        first.Code.ShouldBe(ExitCode.Pass, first.Error);
        ConfigurationReader.Load(null, _folder.Path).Content.Projects.ShouldBe(["bench/B.csproj"]);
        File.ReadAllText(_folder[".github/workflows/perfgate.yml"]).ShouldContain("dotnet perfgate check");
        File.ReadAllText(_folder[".github/workflows/perfgate-baseline.yml"])
            .ShouldContain("baseline update --results .perfgate/results/current.json --push");

        _folder.Write("perfgate.json", "{}");
        var second = await Cli.RunAsync(_folder.Path, "init");
        second.Code.ShouldBe(ExitCode.Usage);
        second.Error.ShouldContain("PG1005");
        File.ReadAllText(_folder["perfgate.json"]).ShouldBe("{}");

        (await Cli.RunAsync(_folder.Path, "init", "--force")).Code.ShouldBe(ExitCode.Pass);
        File.ReadAllText(_folder["perfgate.json"]).ShouldContain("bench/B.csproj");
    }

    [Fact]
    public async Task Init_below_the_top_of_a_repository_writes_no_workflow_that_nobody_reads_and_says_so()
    {
        Directory.CreateDirectory(_folder[".git"]);
        Directory.CreateDirectory(_folder["parser"]);

        var below = await Cli.RunAsync(_folder["parser"], "init");
        var top = await Cli.RunAsync(_folder.Path, "init");

        below.Code.ShouldBe(ExitCode.Pass, below.Error);
        below.Out.ShouldContain($"wrote no workflows: GitHub reads them in {_folder.Path} alone.");
        Directory.GetFileSystemEntries(_folder["parser"]).Select(Path.GetFileName)
            .ShouldBe(["perfgate.json", "perfgate.schema.json"], ignoreOrder: true);
        top.Out.ShouldNotContain("no workflows");
        Directory.GetFiles(_folder[".github/workflows"]).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Init_writes_the_limits_that_hold_without_it()
    {
        await Cli.RunAsync(_folder.Path, "init");

        var gate = ConfigurationReader.Load(null, _folder.Path).Content.Gate!;

        Settings.LimitsOf(gate).ShouldBe(Settings.LimitsOf(null));
        gate.FailOn.ShouldBe(new PerfGate.Analysis.Policy.GatePolicy().FailOn);
        File.ReadAllText(_folder["perfgate.json"]).ShouldContain("\"critical\": \"50%\"");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("compare")]
    [InlineData("run")]
    [InlineData("accept")]
    [InlineData("publish")]
    public async Task No_option_says_its_default_twice(string command)
    {
        var help = (await Cli.RunAsync(_folder.Path, command, "--help")).Out;

        var line = Regex.Replace(help, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(5));
        line.ShouldNotMatch(@"\[default: [^\]]*\][^\[]{0,3}\[default:");
    }

    [Fact]
    public async Task Init_that_cannot_write_all_of_its_files_leaves_none()
    {
        _folder.Write(".github", "no folder");

        var result = await Cli.RunAsync(_folder.Path, "init");

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain("error PG1009:");
        result.Out.ShouldBeEmpty();
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_folder[".github"]]);
    }

    [Fact]
    public async Task Several_projects_and_none_named_are_listed()
    {
        foreach (var name in new[] { "One", "Two" })
        {
            _folder.Write(
                $"{name}/{name}.csproj",
                """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>"""
                + """<PackageReference Include="BenchmarkDotNet" Version="0.14.0" /></ItemGroup></Project>""");
        }

        var result = await Cli.RunAsync(_folder.Path, "run");

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain("PG1004");
        result.Error.ShouldContain(Path.Combine("One", "One.csproj"));
        result.Error.ShouldContain(Path.Combine("Two", "Two.csproj"));
    }

    [Fact]
    public async Task No_project_at_all_says_how_to_name_one()
    {
        var result = await Cli.RunAsync(_folder.Path, "run");

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain("PG1003");
        result.Error.ShouldContain("--project");
    }

    [Fact]
    public void Every_error_code_stands_in_the_documentation()
    {
        var errors = File.ReadAllText(Reporting.Repository.PathOf("docs", "errors.md"));

        foreach (var code in Enum.GetValues<ErrorCode>()) errors.ShouldContain($"| {code.Text()} |");
        foreach (var code in Enum.GetValues<ExitCode>()) errors.ShouldContain($"| {(int)code} |");
    }
}
