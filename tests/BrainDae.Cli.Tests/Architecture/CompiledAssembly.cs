using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace BrainDae.Cli.Tests.Architecture;

/// <summary>An assembly as it was compiled: what its types refer to, and which texts are in their methods.</summary>
internal sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;

    /// <param name="project">A project that the tests depend on.</param>
    public CompiledAssembly(string project)
    {
        file = new(File.OpenRead(Path.Combine(AppContext.BaseDirectory, project == "BrainDae.Cli" ? "braindae.dll" : $"{project}.dll")));
        metadata = file.GetMetadataReader();
    }

    /// <summary>
    /// Each namespace of this software in the assembly, with all namespaces that base types, fields, signatures,
    /// constraints and method bodies of its types refer to, itself left out. Constants are compiled to their values and leave no trace.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Namespaces() => metadata.TypeDefinitions.Select(References)
        .Where(type => type.Namespace.StartsWith("BrainDae", StringComparison.Ordinal))
        .GroupBy(type => type.Namespace, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(
            types => types.Key,
            types => types.SelectMany(type => type.Referred).Where(name => name.Length > 0 && name != types.Key).ToImmutableSortedSet(StringComparer.Ordinal),
            StringComparer.Ordinal);

    /// <summary>The text literals of each method in their order, with {x} between them, where a value of an interpolated string may have been.</summary>
    public IEnumerable<string> Texts() => metadata.MethodDefinitions
        .Select(method => string.Join("{x}", Tokens(method).Where(at => at.Code == OpCodes.Ldstr).Select(at => Text(at.Token))));

    /// <summary>The properties that failures name: the last argument of whatever takes one.</summary>
    public IEnumerable<string> OptionProperties() => metadata.MethodDefinitions.SelectMany(method =>
    {
        var tokens = Tokens(method).ToArray();
        return tokens.Zip(tokens.Skip(1))
            .Where(pair => pair.First.Code == OpCodes.Ldstr && pair.Second.Code != OpCodes.Ldstr)
            .Where(pair => TakesProperty(MetadataTokens.EntityHandle(pair.Second.Token)))
            .Select(pair => Text(pair.First.Token));
    });

    public void Dispose() => file.Dispose();

    private (string Namespace, IReadOnlySet<string> Referred) References(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var referred = new ReferredNamespaces(metadata);
        referred.Add(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            referred.Add(metadata.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (var field in type.GetFields())
        {
            metadata.GetFieldDefinition(field).DecodeSignature(referred, null);
        }

        AddConstraints(type.GetGenericParameters());
        foreach (var method in type.GetMethods())
        {
            metadata.GetMethodDefinition(method).DecodeSignature(referred, null);
            AddConstraints(metadata.GetMethodDefinition(method).GetGenericParameters());
            if (Body(method) is { LocalSignature.IsNil: false } body)
            {
                metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(referred, null);
            }

            foreach (var (code, token) in Tokens(method).Where(at => at.Code != OpCodes.Ldstr))
            {
                referred.Add(MetadataTokens.EntityHandle(token));
            }
        }

        return (referred.NamespaceOf(handle), referred.Found);

        void AddConstraints(GenericParameterHandleCollection parameters)
        {
            foreach (var constraint in parameters.SelectMany(parameter => metadata.GetGenericParameter(parameter).GetConstraints()))
            {
                referred.Add(metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private bool TakesProperty(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)handle).Parent is { Kind: HandleKind.TypeReference } parent
            && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) is "OptionName" or "OptionFault",
        HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetParameters()
                .Select(metadata.GetParameter).OrderBy(parameter => parameter.SequenceNumber).ToArray() is [.., var last]
            && metadata.GetString(last.Name) == "property",
        _ => false,
    };

    private string Text(int token) => metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(token));

    private IEnumerable<(OpCode Code, int Token)> Tokens(MethodDefinitionHandle method) => Body(method) is { } body ? Instructions.WithToken(body.GetILBytes()!) : [];

    private MethodBodyBlock? Body(MethodDefinitionHandle method) =>
        metadata.GetMethodDefinition(method).RelativeVirtualAddress is > 0 and var address ? file.GetMethodBody(address) : null;
}
