namespace BrainDae.Mutation.Sites;

/// <summary>One possible mutant: an operator applied to one instruction of a method.</summary>
/// <param name="Area">The area that the method belongs to.</param>
/// <param name="Assembly">Simple name of the library.</param>
/// <param name="Method">Full name with the parameters' types, without spaces.</param>
/// <param name="Operator">Name of the operator.</param>
/// <param name="Ordinal">Which of the method's sites for this operator, from 0.</param>
/// <param name="Index">Number of the instruction within the body.</param>
/// <param name="Offset">IL offset.</param>
/// <param name="Source">File and line, as the symbols know them.</param>
internal sealed record Site(string Area, string Assembly, string Method, string Operator, int Ordinal, int Index, int Offset, string Source)
{
    /// <summary>Names the mutant in results and in the list of equivalent ones; other code may change without changing it.</summary>
    public string Id => $"{Method} {Operator} {Ordinal}";
}
