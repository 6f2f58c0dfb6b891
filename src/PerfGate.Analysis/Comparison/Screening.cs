using System.Runtime.InteropServices;
using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Comparison;

/// <summary>What the cheap data say about one benchmark: enough to suspect it, never enough to convict it.</summary>
/// <param name="Estimate">The estimate; null where the data say too little.</param>
/// <param name="PairVariance">Variance of a launch pair's difference.</param>
/// <param name="PairDf">Degrees of freedom of that variance; 0 when it is not known.</param>
/// <param name="Pairs">Number of launch pairs behind the estimate.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Screening(StudentEstimate? Estimate, double PairVariance, double PairDf, int Pairs);
