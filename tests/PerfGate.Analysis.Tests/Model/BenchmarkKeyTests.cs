using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Tests.Model;

public sealed class BenchmarkKeyTests
{
    [Fact]
    public void Keys_are_in_order_of_suite_and_of_each_part_of_the_id()
    {
        BenchmarkKey[] inOrder =
        [
            new("", new BenchmarkId("Z", "Z", "Z")),
            new("A", new BenchmarkId("", "Z", "Z")),
            new("A", new BenchmarkId("N", "T", "M", "", "", "")),
            new("A", new BenchmarkId("N", "T", "M", "", "", ".NET 10.0")),
            new("A", new BenchmarkId("N", "T", "M", "", "Server=True", "")),
            new("A", new BenchmarkId("N", "T", "M", "X=1", "", "")),
            new("A", new BenchmarkId("N", "T", "N")),
            new("A", new BenchmarkId("N", "T+Nested", "A")),
            new("A", new BenchmarkId("N", "a", "A")),
            new("B", new BenchmarkId("", "A", "A")),
        ];

        inOrder.Reverse().Order(BenchmarkKey.Order).ShouldBe(inOrder);
    }

    [Fact]
    public void Jobs_and_runtimes_of_one_case_have_a_key_in_common()
    {
        var id = new BenchmarkId("N", "T", "M", "X=1", "Server=True", ".NET 10.0");

        new BenchmarkKey("A", id).Case.ShouldBe(new BenchmarkKey("A", new BenchmarkId("N", "T", "M", "X=1")));
    }
}
