using System.Globalization;
using System.Text;
using PerfGate.Evaluation.Simulation;

namespace PerfGate.Fuzzing.Mutations;

/// <summary>Values that a reader of JSON may not expect.</summary>
internal static class JsonValues
{
    private static readonly byte[][] Values = Array.ConvertAll(
        [
            "null", "true", "false", "0", "-0", "1", "-1", "0.1", "1e-5", "1e308", "-1e308",
            "1.7976931348623157e308", "5e-324", "1e-400", "1e400", "-1e400",
            "100", "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775807",
            "-9223372036854775809", "9007199254740993", "1e15", "3", "8", "0.30000000000000004",
            "NaN", "Infinity", "-Infinity",
            "\"\"", "\" \"", "\"NaN\"", "\"Infinity\"", "\"NaN%\"", "\"1e400%\"", "\"10%\"",
            "\"null\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "\"a\\nb\\rc\\td\"", "\"\\u202e\\u200b\"",
            "\"../../etc/passwd\"", "\"C:\\\\x\"", "\"\\\\\\\\server\\\\x\"", "\"]]>\"", "\"<!-- x -->\"",
            "\"::error::x\"", "\"##vso[x]\"", "\"a|b`c\"", "\"(((\"", "\"[[[]\"", "\"\\ud83d\\ude80\"", "\"e\\u0301\\u0301\\u0301\"",
            "\"\\ufeff\"", "\"\\uffff\"",
            "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"2026-03-04T12:00:00Z\"",
            "\"2026-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"",
            "[]", "{}", "[null]", "[[]]", "[{}]", "{\"a\":null}", "[0]", "[\"\"]",
            "[NaN]", "[[[[]]]]", "{\"\":{}}", "[1,2,3]", "[-1,0,1e308]",
            "\"lower\"", "\"higher\"", "\"exact\"", "\"sampled\"", "\"Workload\"", "\"Result\"",
            "\"time\"", "\"allocated\"", "\"ns\"", "\"s\"", "\"DEBUG\"",
        ],
        text => Encoding.UTF8.GetBytes(text));

    // What no valid JSON has.
    private static readonly byte[][] Broken =
    [
        "01"u8.ToArray(), "+1"u8.ToArray(), "1."u8.ToArray(), ".5"u8.ToArray(), "0x10"u8.ToArray(), "undefined"u8.ToArray(),
        [(byte)'"', 0xFF, (byte)'"'], [(byte)'"', 0xC0, 0x80, (byte)'"'], [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'],
        [(byte)'"', 1, 10, (byte)'"'], [0], [(byte)'/', (byte)'/'], [(byte)'/', (byte)'*'],
    ];

    public static byte[] Any(Dice dice) => dice.Chance(0.04) ? Broken[dice.Below(Broken.Length)]
        : dice.Chance(0.15) ? Number(dice)
        : Values[dice.Below(Values.Length)];

    /// <summary>A piece of text for the inside of a string.</summary>
    public static byte[] Inside(Dice dice)
    {
        var value = Values[dice.Below(Values.Length)];
        return value is [(byte)'"', .. var inside, (byte)'"'] ? inside : value;
    }

    // Of any size, and now and then with more digits than a double has.
    private static byte[] Number(Dice dice)
    {
        var digits = dice.Chance(0.1)
            ? new string('7', 1 + dice.Below(2_000))
            : dice.Below(100_000).ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(FormattableString.Invariant($"{(dice.Chance(0.2) ? "-" : "")}{digits}e{dice.Below(700) - 350}"));
    }
}
