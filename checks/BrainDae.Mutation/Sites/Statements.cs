using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Sites;

/// <summary>
/// Which instructions belong to which line of source, and which lines compute nothing: those that check arguments,
/// raise or word errors, or log, and what the compiler added.
/// </summary>
internal sealed partial class Statements
{
    private readonly Dictionary<Instruction, SequencePoint?> pointOf = [];
    private readonly HashSet<SequencePoint> skipped = [];

    public Statements(MethodDefinition method)
    {
        var points = method.DebugInformation.SequencePoints.OrderBy(point => point.Offset).ToArray();
        foreach (var instruction in method.Body.Instructions)
        {
            pointOf[instruction] = points.LastOrDefault(point => point.Offset <= instruction.Offset);
        }

        var groups = method.Body.Instructions.GroupBy(i => pointOf[i]).Where(group => group.Key is not null).ToList();
        skipped.UnionWith(groups.Where(group => group.Key!.IsHidden || IsGenerated(group.Key) || group.Any(ComputesNothing)).Select(group => group.Key!));
        var checks = groups.Where(group => group.Any(i => IsThrow(i, "System."))).Select(group => group.Key).ToHashSet();
        skipped.UnionWith(groups.Where(group => group.Any(i => Leads(i, checks))).Select(group => group.Key!));
    }

    /// <summary>File and line of an instruction, or null where a mutant of it would say nothing.</summary>
    public string? SourceOf(Instruction instruction) =>
        pointOf[instruction] is { } point && !skipped.Contains(point) ? $"{Shorten(point.Document.Url)}:{point.StartLine}" : null;

    private static bool ComputesNothing(Instruction i) => IsThrow(i, "") || i.Operand is MethodReference called && (
        called.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
        || called.DeclaringType.Name == "DefaultInterpolatedStringHandler"
        || called.DeclaringType.Namespace.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal)
        || called.DeclaringType.Name.EndsWith("Events", StringComparison.Ordinal)
        || called.ReturnType.Name.EndsWith("Exception", StringComparison.Ordinal));

    private static bool IsGenerated(SequencePoint point) => point.Document.Url.EndsWith(".g.cs", StringComparison.Ordinal);

    private static bool IsThrow(Instruction i, string space) => i.OpCode.Code == Code.Newobj
        && i.Operand is MethodReference { DeclaringType: { } type } && type.Name.EndsWith("Exception", StringComparison.Ordinal) && type.FullName.StartsWith(space, StringComparison.Ordinal)
        || space.Length == 0 && i.OpCode.Code is Code.Throw or Code.Rethrow;

    /// <summary>A branch around a throw: the check of an argument. Faults of a file are the user's and stay in.</summary>
    private bool Leads(Instruction i, HashSet<SequencePoint?> checks) => i.OpCode.FlowControl == FlowControl.Cond_Branch
        && i.Operand is Instruction target && (checks.Contains(pointOf[target]) || i.Next is { } next && checks.Contains(pointOf[next]));

    private static string Shorten(string url) => InRepository().Match(url.Replace('\\', '/')).Value is { Length: > 0 } inside ? inside : Path.GetFileName(url);

    [GeneratedRegex("(src|tests)/BrainDae.*$")]
    private static partial Regex InRepository();
}
