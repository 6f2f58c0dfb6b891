using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Sources;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Suites;

public sealed class BenchmarkSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Json", "Utf8Parser", "Parse", 14)]
    [InlineData("Json", "Utf8Parser", "Async", 19)]
    [InlineData("Json", "Utf8Parser", "Generic", 22)]
    [InlineData("Json", "Utf8Parser", "Expression", 24)]
    [InlineData("Json", "Utf8Parser+Inner", "Run", 28)]
    [InlineData("Json", "Cache<String, Object>", "Get", 34)]
    [InlineData("Json", "Derived", "Get", 34)]
    [InlineData("Json", "Utf8Parser", "NoSuchMethod", 5)]
    [InlineData("Json", "NoSuchType", "Parse", 1, "bench/B.csproj")]
    public void A_benchmark_is_found_at_its_method_else_at_its_type_else_at_its_project(
        string space, string type, string method, int line, string file = "bench/sub folder/Parser.cs")
    {
        Sources(Parser).Find("B", new BenchmarkId(space, type, method)).ShouldBe(new SourcePlace(file, line));
    }

    [Fact]
    public void A_type_of_the_same_name_in_another_namespace_is_not_taken_for_it()
    {
        var sources = Sources("namespace One { class T { void M() { } } }\nnamespace Two { class T {\n void M() { } } }");

        sources.Find("B", new BenchmarkId("One", "T", "M"))!.Line.ShouldBe(1);
        sources.Find("B", new BenchmarkId("Two", "T", "M"))!.Line.ShouldBe(3);
    }

    [Fact]
    public void What_a_build_wrote_is_not_searched()
    {
        _folder.Write("bench/B.csproj", "<Project />");
        _folder.Write("bench/obj/T.cs", "class T { void M() { } }");
        _folder.Write("bench/bin/T.cs", "class T { void M() { } }");

        Read().Find("", new BenchmarkId("", "T", "M")).ShouldBe(new SourcePlace("bench/B.csproj", 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("class")]
    [InlineData("}}}}]]))")]
    [InlineData("class T { void M(\"\"\"")]
    [InlineData("/* class T")]
    [InlineData("class T { string a = @\"")]
    public void Text_that_is_no_program_is_no_trouble(string text) =>
        Sources(text).Find("B", new BenchmarkId("", "X", "M")).ShouldBe(new SourcePlace("bench/B.csproj", 1));

    [Fact]
    public void A_file_larger_than_a_mebibyte_is_left_out() =>
        Sources("class T { void M() { } }" + new string(' ', 1 << 20)).Find("B", new BenchmarkId("", "T", "M"))
            .ShouldBe(new SourcePlace("bench/B.csproj", 1));

    [Fact]
    public void Many_projects_do_not_mix_their_types()
    {
        foreach (var name in new[] { "A", "B" })
        {
            _folder.Write($"{name}/{name}.csproj", "<Project />");
            _folder.Write($"{name}/T.cs", "class T { void M() { } }");
        }

        var sources = BenchmarkSources.Read(
            _folder.Path, [new SuiteProject(_folder["A/A.csproj"]), new SuiteProject(_folder["B/B.csproj"])]);

        sources.Find("A", new BenchmarkId("", "T", "M"))!.File.ShouldBe("A/T.cs");
        sources.Find("B", new BenchmarkId("", "T", "M"))!.File.ShouldBe("B/T.cs");
        sources.Find("C", new BenchmarkId("", "U", "M")).ShouldBeNull();
    }

    private BenchmarkSources Sources(string text)
    {
        _folder.Write("bench/B.csproj", "<Project />");
        _folder.Write("bench/sub folder/Parser.cs", text);
        return Read();
    }

    private BenchmarkSources Read() => BenchmarkSources.Read(_folder.Path, [new SuiteProject(_folder["bench/B.csproj"])]);

    private const string Parser = """"
        using System;
        namespace Json;

        // class Utf8Parser { void Parse() }
        public sealed class Utf8Parser<T> where T : class
        {
            private const string Text = "void Parse() { }"; private const char Brace = '{';
            private readonly int[] _numbers = [.. Enumerable.Range(0, 3).Select(n => { return n; })];

            public int N { get; set; } = Compute(3);

            [Benchmark(Baseline = true)]
            [Arguments(new[] { 1, 2 }, typeof(string))]
            public int Parse(int[] numbers, Type type)
            {
                if (numbers.Length > 0) { Parse(null, null); }
                return """ { """.Length;
            }
            public async Task<(int, string)> Async() { await Task.Yield(); return (1, @"a "" {"); }

            [Benchmark] /* { */
            public List<T> Generic<TOther>(TOther x) where TOther : class => new();
            [Benchmark]
            public int Expression() => Compute(Parse(null, null));
            private static int Compute(int n) => n;
            public struct Inner
            {
                public void Run() { }
            }
        }

        abstract class Cache<TKey, TValue>
        {
            [Benchmark] public virtual TValue? Get() => default;
        }

        public class Derived : Utf8Base, Json.Cache<string, object>;
        """";
}
