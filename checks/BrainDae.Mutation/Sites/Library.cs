using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace BrainDae.Mutation.Sites;

/// <summary>Reads library assemblies. Bodies are expanded to long forms, so that an operator knows one form of each instruction.</summary>
internal static class Library
{
    public static ModuleDefinition Read(string path)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        return ModuleDefinition.ReadModule(path, new() { InMemory = true, ReadSymbols = File.Exists(Path.ChangeExtension(path, ".pdb")), AssemblyResolver = resolver });
    }

    /// <summary>The methods with code, those of closures among them, by their <see cref="Name"/>.</summary>
    public static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) =>
        module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    /// <summary>Type, name, number of type parameters and types of parameters: different for each method of a library.</summary>
    public static string Name(MethodDefinition method)
    {
        var types = method.HasGenericParameters ? $"`{method.GenericParameters.Count}" : "";
        var parameters = string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.FullName));
        return $"{method.DeclaringType.FullName}::{method.Name}{types}({parameters})".Replace(' ', '_');
    }

    /// <summary>The body in long forms. Offsets stay those of the file.</summary>
    public static MethodBody Body(MethodDefinition method)
    {
        method.Body.SimplifyMacros();
        return method.Body;
    }

    public static void Write(ModuleDefinition module, string path)
    {
        // Links of the original lead to the same file: a new one takes its place.
        File.Delete(path);
        module.Write(path);
    }
}
