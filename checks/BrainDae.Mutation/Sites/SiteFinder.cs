using BrainDae.Mutation.Operators;
using Mono.Cecil;

namespace BrainDae.Mutation.Sites;

/// <summary>Finds all sites of the areas in a library.</summary>
internal static class SiteFinder
{
    private static readonly string[] Written = ["Equals", "GetHashCode", "ToString", "PrintMembers", "Deconstruct", "op_Equality", "op_Inequality", "<Clone>$"];

    public static IEnumerable<Site> In(ModuleDefinition module) =>
        from method in Library.Methods(module)
        let area = Area.Of(module.Assembly.Name.Name, Outermost(method.DeclaringType).FullName)
        where area is not null && !IsGenerated(method)
        from site in In(method, area)
        select site;

    private static IEnumerable<Site> In(MethodDefinition method, string area)
    {
        var body = Library.Body(method);
        var statements = new Statements(method);
        foreach (var mutation in MutationOperator.All)
        {
            var ordinal = 0;
            for (var index = 0; index < body.Instructions.Count; index++)
            {
                var instruction = body.Instructions[index];
                if (statements.SourceOf(instruction) is { } source && mutation.Fits(method, instruction))
                {
                    yield return new(area, method.Module.Assembly.Name.Name, Library.Name(method), mutation.Name, ordinal++, index, instruction.Offset, source);
                }
            }
        }
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Accessors and records' members that the compiler wrote, and what its generators wrote; not closures, which are code of ours.</summary>
    private static bool IsGenerated(MethodDefinition method) =>
        Has(method, "GeneratedCodeAttribute") || Has(method.DeclaringType, "GeneratedCodeAttribute")
        || Has(method, "CompilerGeneratedAttribute") && (method.IsGetter || method.IsSetter || Written.Contains(method.Name))
        || method.Name == "Dispose" || method.Name.EndsWith(".Dispose", StringComparison.Ordinal);

    private static bool Has(ICustomAttributeProvider provider, string attribute) => provider.CustomAttributes.Any(a => a.AttributeType.Name == attribute);
}
